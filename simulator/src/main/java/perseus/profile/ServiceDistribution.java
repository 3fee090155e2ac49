package perseus.profile;

/**
 * Distribution of an execution's duration around its mean: a factor with mean 1.
 *
 * <p>{@code HYPEREXPONENTIAL} is two balanced phases (for queueing oracles). {@code QUANTILES} is
 * piecewise linear between the given quantiles of the factor, at equally spaced probabilities from
 * 0 to 1.
 *
 * @param kind shape
 * @param cv coefficient of variation, where the shape has one
 * @param quantiles for {@code QUANTILES}, at least two, non-decreasing; else empty
 */
public record ServiceDistribution(Kind kind, double cv, double[] quantiles) {
  /** Shapes. */
  public enum Kind {
    DETERMINISTIC,
    LOGNORMAL,
    EXPONENTIAL,
    HYPEREXPONENTIAL,
    QUANTILES
  }

  public static final ServiceDistribution DETERMINISTIC =
      new ServiceDistribution(Kind.DETERMINISTIC, 0, new double[0]);
  public static final ServiceDistribution EXPONENTIAL =
      new ServiceDistribution(Kind.EXPONENTIAL, 1, new double[0]);

  public static ServiceDistribution lognormal(double cv) {
    return cv == 0 ? DETERMINISTIC : new ServiceDistribution(Kind.LOGNORMAL, cv, new double[0]);
  }

  public static ServiceDistribution hyperexponential(double cv) {
    return new ServiceDistribution(Kind.HYPEREXPONENTIAL, cv, new double[0]);
  }
}
