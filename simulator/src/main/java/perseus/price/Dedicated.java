package perseus.price;

import java.util.List;

/**
 * What a mix of models costs on servers of their own, beside what it costs on shared ones.
 *
 * <p>With C the price of a server, r the rate of a model and p the largest rate that a server of
 * its own sustains within the SLO: fractional C · Σ r/p (a large fleet, where the last server's
 * spare part goes to others), whole C · Σ ⌈r/p⌉.
 *
 * @param fractionalServers Σ r/p
 * @param wholeServers Σ ⌈r/p⌉
 * @param fractionalUsdPerHour price × fractional servers
 * @param wholeUsdPerHour price × whole servers
 * @param sharedUsdPerHour the shared alternative
 */
public record Dedicated(
    double fractionalServers,
    long wholeServers,
    double fractionalUsdPerHour,
    double wholeUsdPerHour,
    double sharedUsdPerHour) {
  /** A ratio this little above a whole number is rounding, not another server. */
  private static final double ROUNDING = 1e-9;

  /**
   * @param usdPerHour price of one dedicated server, &gt; 0
   * @param rates inferences per second asked of each model, ≥ 0
   * @param peaks largest rate of each model on a server of its own, &gt; 0, same order
   * @param sharedUsdPerHour cost of the shared servers that carry the same rates
   */
  public static Dedicated of(
      double usdPerHour, List<Double> rates, List<Double> peaks, double sharedUsdPerHour) {
    if (rates.size() != peaks.size()) {
      throw new IllegalArgumentException(
          "There are %d rates but %d peaks.".formatted(rates.size(), peaks.size()));
    }
    double fractional = 0;
    long whole = 0;
    for (int i = 0; i < rates.size(); i++) {
      double servers = rates.get(i) / peaks.get(i);
      if (!(servers >= 0) || Double.isInfinite(servers)) {
        throw new IllegalArgumentException(
            "A rate must not be negative and a peak must be positive, was %s and %s."
                .formatted(rates.get(i), peaks.get(i)));
      }
      fractional += servers;
      whole += (long) Math.ceil(servers - ROUNDING);
    }
    return new Dedicated(
        fractional, whole, usdPerHour * fractional, usdPerHour * whole, sharedUsdPerHour);
  }

  /** Saving of sharing over fractional dedicated servers: 1 − shared ÷ dedicated, may be &lt; 0. */
  public double fractionalSaving() {
    return 1 - sharedUsdPerHour / fractionalUsdPerHour;
  }

  /** Saving of sharing over whole dedicated servers. */
  public double wholeSaving() {
    return 1 - sharedUsdPerHour / wholeUsdPerHour;
  }
}
