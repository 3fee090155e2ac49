package perseus.calibrate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Errors of one metric over several rows, in percent.
 *
 * @param n comparisons
 * @param mape mean absolute error
 * @param medianApe median absolute error
 * @param p90Ape 90th percentile of the absolute error
 * @param p95Ape 95th percentile of the absolute error
 * @param bias mean signed error
 */
public record ErrorSummary(
    int n, double mape, double medianApe, double p90Ape, double p95Ape, double bias) {

  /** Summary of signed errors; NaN where there is none. */
  public static ErrorSummary of(Collection<Double> errors) {
    List<Double> absolute = new ArrayList<>();
    double sum = 0;
    double sumAbsolute = 0;
    for (double error : errors) {
      absolute.add(Math.abs(error));
      sum += error;
      sumAbsolute += Math.abs(error);
    }
    absolute.sort(null);
    int n = absolute.size();
    return new ErrorSummary(
        n,
        sumAbsolute / n,
        quantile(absolute, 0.5),
        quantile(absolute, 0.9),
        quantile(absolute, 0.95),
        sum / n);
  }

  /** Linear interpolation between order statistics. */
  static double quantile(List<Double> sorted, double p) {
    if (sorted.isEmpty()) {
      return Double.NaN;
    }
    double rank = p * (sorted.size() - 1);
    int i = (int) rank;
    double low = sorted.get(i);
    return i + 1 < sorted.size() ? low + (rank - i) * (sorted.get(i + 1) - low) : low;
  }
}
