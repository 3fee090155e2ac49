package perseus.random;

import perseus.profile.ServiceDistribution;
import umontreal.ssj.probdist.NormalDist;
import umontreal.ssj.rng.RandomStream;

/** Draws the factor (mean 1) of a {@link ServiceDistribution}, by inversion where there is one. */
public final class ServiceFactor {
  private final ServiceDistribution distribution;
  private final RandomStream stream;
  private final double sigma;
  private final double phaseProbability;

  public ServiceFactor(ServiceDistribution distribution, RandomStream stream) {
    this.distribution = distribution;
    this.stream = stream;
    double cv2 = distribution.cv() * distribution.cv();
    this.sigma = Math.sqrt(StrictMath.log1p(cv2));
    this.phaseProbability = cv2 <= 1 ? 0.5 : 0.5 * (1 + Math.sqrt((cv2 - 1) / (cv2 + 1)));
  }

  /** The next factor, ≥ 0. */
  public double next() {
    switch (distribution.kind()) {
      case DETERMINISTIC:
        return 1;
      case LOGNORMAL:
        return StrictMath.exp(
            sigma * NormalDist.inverseF01(stream.nextDouble()) - sigma * sigma / 2);
      case EXPONENTIAL:
        return -StrictMath.log1p(-stream.nextDouble());
      case HYPEREXPONENTIAL:
        {
          // Balanced means: each phase contributes half of the mean.
          double p =
              stream.nextDouble() < phaseProbability ? phaseProbability : 1 - phaseProbability;
          return -StrictMath.log1p(-stream.nextDouble()) / (2 * p);
        }
      case QUANTILES:
        return quantile(stream.nextDouble());
      default:
        throw new AssertionError(distribution.kind());
    }
  }

  private double quantile(double u) {
    double[] q = distribution.quantiles();
    double x = u * (q.length - 1);
    int i = Math.min(q.length - 2, (int) x);
    return q[i] + (x - i) * (q[i + 1] - q[i]);
  }
}
