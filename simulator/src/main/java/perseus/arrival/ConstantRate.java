package perseus.arrival;

import umontreal.ssj.rng.RandomStream;

/**
 * A pacing client: equal gaps, the first arrival one gap after the start.
 *
 * @param rate nominal arrivals per second, &gt; 0
 * @param driftNs time added to every gap ≥ 0, as by a client that sleeps for the nominal gap and
 *     wakes late
 */
public record ConstantRate(double rate, double driftNs) implements Arrivals.Process {
  public ConstantRate {
    Rates.requirePositive("rate", rate);
    if (!(driftNs >= 0) || Double.isInfinite(driftNs)) {
      throw new IllegalArgumentException(
          "The drift (%s ns) must be finite and not negative.".formatted(driftNs));
    }
  }

  /** Equal gaps of exactly {@code 1/rate}. */
  public ConstantRate(double rate) {
    this(rate, 0);
  }

  @Override
  public Arrivals.Generator generator(RandomStream stream) {
    double gapNs = Rates.gapNs(rate) + driftNs;
    return new Arrivals.Generator() {
      private long sent;

      @Override
      public long nextNs() {
        // A product, not a sum: the millionth arrival is as exact as the first.
        sent++;
        return Math.round(sent * gapNs);
      }
    };
  }

  @Override
  public double meanRate(long horizonNs) {
    return Rates.NS_PER_SECOND / (Rates.gapNs(rate) + driftNs);
  }
}
