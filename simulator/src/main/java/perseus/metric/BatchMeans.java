package perseus.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import perseus.kernel.LatencyHistogram;

/**
 * Intervals from one long run: the measured period is cut in equal slices, long enough that their
 * results count as independent.
 */
final class BatchMeans {
  /** Fewer slices than this give no interval. */
  private static final int FEWEST = 5;

  /** Requests that a slice needs before its mean means anything. */
  private static final int REQUESTS_FOR_MEAN = 10;

  /** Requests beyond a percentile that a slice needs before its percentile does. */
  private static final int REQUESTS_BEYOND = 5;

  private BatchMeans() {}

  /**
   * Half-width of the interval of the mean latency, in the histograms' ns.
   *
   * @param slices latency per slice
   * @return NaN if the slices are too few or too empty
   */
  static double ofMean(List<LatencyHistogram> slices) {
    return halfWidth(slices, REQUESTS_FOR_MEAN, LatencyHistogram::mean);
  }

  /** Half-width of the interval of a percentile of latency, as {@link #ofMean}. */
  static double ofPercentile(List<LatencyHistogram> slices, double percentile) {
    double needed = REQUESTS_BEYOND / (1 - percentile / 100);
    return halfWidth(slices, needed, slice -> slice.percentile(percentile));
  }

  /** Half-width of the interval of the number of completed requests per slice. */
  static double ofCount(List<LatencyHistogram> slices) {
    return slices.size() < FEWEST ? Double.NaN : interval(slices, LatencyHistogram::count);
  }

  private static double halfWidth(
      List<LatencyHistogram> slices, double needed, ToDoubleFunction<LatencyHistogram> value) {
    List<LatencyHistogram> batches = slices;
    while (batches.size() >= FEWEST) {
      if (batches.stream().allMatch(batch -> batch.count() >= needed)) {
        return interval(batches, value);
      }
      batches = pairs(batches);
    }
    return Double.NaN;
  }

  private static double interval(
      List<LatencyHistogram> batches, ToDoubleFunction<LatencyHistogram> value) {
    return Intervals.halfWidth(Intervals.CONFIDENCE, batches.stream().mapToDouble(value).toArray());
  }

  /** Neighbouring slices merged two by two; the last of an odd number joins the pair before it. */
  private static List<LatencyHistogram> pairs(List<LatencyHistogram> slices) {
    List<LatencyHistogram> merged = new ArrayList<>();
    for (int i = 0; i + 1 < slices.size(); i += 2) {
      LatencyHistogram pair = new LatencyHistogram();
      pair.add(slices.get(i));
      pair.add(slices.get(i + 1));
      if (i + 3 == slices.size()) {
        pair.add(slices.get(i + 2));
      }
      merged.add(pair);
    }
    return merged;
  }
}
