package perseus.arrival;

import org.apache.commons.math3.special.Gamma;
import umontreal.ssj.rng.RandomStream;

/**
 * Weibull-distributed gaps, by inversion. The shape k solves {@code 1 + cv² = Γ(1+2/k) / Γ(1+1/k)²}
 * and the scale gives the rate.
 *
 * @param rate mean arrivals per second, &gt; 0
 * @param cv coefficient of variation of the gaps, in [0.05, 20]
 */
public record WeibullRenewal(double rate, double cv) implements Arrivals.Process {
  public static final double MIN_CV = 0.05;
  public static final double MAX_CV = 20;

  public WeibullRenewal {
    Rates.requirePositive("rate", rate);
    if (!(cv >= MIN_CV && cv <= MAX_CV)) {
      throw new IllegalArgumentException(
          "The CV (%s) must be from %s to %s.".formatted(cv, MIN_CV, MAX_CV));
    }
  }

  @Override
  public Arrivals.Generator generator(RandomStream stream) {
    double inverseShape = inverseShape(cv);
    double scaleNs = Rates.gapNs(rate) / StrictMath.exp(Gamma.logGamma(1 + inverseShape));
    return new RenewalGenerator(
        () -> scaleNs * StrictMath.pow(Rates.exponential(stream), inverseShape));
  }

  @Override
  public double meanRate(long horizonNs) {
    return rate;
  }

  /** 1/k by bisection: the CV grows with 1/k. */
  private static double inverseShape(double cv) {
    double target = StrictMath.log(1 + cv * cv);
    double low = 1e-3;
    double high = 20;
    for (int i = 0; i < 200; i++) {
      double middle = 0.5 * (low + high);
      double logRatio = Gamma.logGamma(1 + 2 * middle) - 2 * Gamma.logGamma(1 + middle);
      if (logRatio < target) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return 0.5 * (low + high);
  }
}
