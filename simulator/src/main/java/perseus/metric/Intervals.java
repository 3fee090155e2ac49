package perseus.metric;

import org.apache.commons.math3.distribution.TDistribution;

/** Student t intervals. */
public final class Intervals {
  /** Confidence of every reported interval unless another is asked for. */
  public static final double CONFIDENCE = 0.95;

  private Intervals() {}

  /** Mean of the values that are not NaN; NaN if there are none. */
  public static double mean(double... values) {
    double sum = 0;
    int n = 0;
    for (double value : values) {
      if (!Double.isNaN(value)) {
        sum += value;
        n++;
      }
    }
    return n == 0 ? Double.NaN : sum / n;
  }

  /**
   * Half-width of the two-sided Student interval of the mean of independent values: t · s / √n over
   * the values that are not NaN.
   *
   * @param confidence in (0, 1), e.g. 0.95
   * @return NaN with fewer than two values
   */
  public static double halfWidth(double confidence, double... values) {
    double mean = mean(values);
    double squares = 0;
    int n = 0;
    for (double value : values) {
      if (!Double.isNaN(value)) {
        squares += (value - mean) * (value - mean);
        n++;
      }
    }
    if (n < 2) {
      return Double.NaN;
    }
    // A generator is handed in only so that none is made: nothing is sampled here.
    double t = new TDistribution(null, n - 1).inverseCumulativeProbability((1 + confidence) / 2);
    return t * Math.sqrt(squares / (n - 1) / n);
  }
}
