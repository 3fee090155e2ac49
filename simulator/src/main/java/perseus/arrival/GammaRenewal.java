package perseus.arrival;

import umontreal.ssj.rng.RandomStream;

/**
 * Gamma-distributed gaps: smoother (CV &lt; 1) or burstier (CV &gt; 1) than Poisson.
 *
 * <p>Variates by Marsaglia and Tsang, "A simple method for generating gamma variables", ACM TOMS
 * 26(3), 2000, on StrictMath, so that every JVM draws the same.
 *
 * @param rate mean arrivals per second, &gt; 0
 * @param cv coefficient of variation of the gaps, in [0.01, 100]
 */
public record GammaRenewal(double rate, double cv) implements Arrivals.Process {
  public static final double MIN_CV = 0.01;
  public static final double MAX_CV = 100;

  public GammaRenewal {
    Rates.requirePositive("rate", rate);
    if (!(cv >= MIN_CV && cv <= MAX_CV)) {
      throw new IllegalArgumentException(
          "The CV (%s) must be from %s to %s.".formatted(cv, MIN_CV, MAX_CV));
    }
  }

  @Override
  public Arrivals.Generator generator(RandomStream stream) {
    double shape = 1 / (cv * cv);
    double scaleNs = Rates.gapNs(rate) / shape;
    return new RenewalGenerator(() -> scaleNs * standardGamma(shape, stream));
  }

  @Override
  public double meanRate(long horizonNs) {
    return rate;
  }

  private static double standardGamma(double shape, RandomStream stream) {
    if (shape < 1) {
      // Gamma(a) = Gamma(a + 1)·U^(1/a).
      double power = StrictMath.pow(1 - stream.nextDouble(), 1 / shape);
      return standardGamma(shape + 1, stream) * power;
    }
    double d = shape - 1.0 / 3;
    double c = 1 / StrictMath.sqrt(9 * d);
    while (true) {
      double x = normal(stream);
      double v = 1 + c * x;
      if (v <= 0) {
        continue;
      }
      v = v * v * v;
      double u = 1 - stream.nextDouble();
      if (StrictMath.log(u) < 0.5 * x * x + d * (1 - v + StrictMath.log(v))) {
        return d * v;
      }
    }
  }

  /** Marsaglia's polar method; the second variate of each pair is dropped to keep no state. */
  private static double normal(RandomStream stream) {
    while (true) {
      double x = 2 * stream.nextDouble() - 1;
      double y = 2 * stream.nextDouble() - 1;
      double r = x * x + y * y;
      if (r > 0 && r < 1) {
        return x * StrictMath.sqrt(-2 * StrictMath.log(r) / r);
      }
    }
  }
}
