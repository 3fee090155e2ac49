package perseus.metric;

/**
 * Where the initial transient of a series ends: MSER-5 (White, Cobb and Spratt 2000). The series is
 * grouped in means of five; the truncation point minimises the marginal standard error {@code Σ(Y −
 * Ȳ)² / k²} of the k groups that remain, looking at the first half only.
 */
public final class Mser5 {
  private static final int GROUP = 5;

  /** Fewer groups than this say nothing about a transient. */
  private static final int FEWEST_GROUPS = 10;

  private Mser5() {}

  /**
   * Result of a truncation.
   *
   * @param slices leading elements of the series to discard
   * @param steady false if the minimum lies at the end of the first half or the series is too
   *     short: no steady state was seen
   */
  public record Truncation(int slices, boolean steady) {}

  /**
   * @param series one value per equal slice of time, NaN where nothing was observed
   */
  public static Truncation truncate(double[] series) {
    int groups = series.length / GROUP;
    double[] means = new double[groups];
    int[] start = new int[groups];
    int n = 0;
    for (int i = 0; i < groups; i++) {
      double mean =
          Intervals.mean(java.util.Arrays.copyOfRange(series, i * GROUP, (i + 1) * GROUP));
      if (!Double.isNaN(mean)) {
        means[n] = mean;
        start[n++] = i * GROUP;
      }
    }
    if (n < FEWEST_GROUPS) {
      return new Truncation(0, false);
    }
    int last = n / 2;
    int best = last;
    double least = Double.POSITIVE_INFINITY;
    double mean = 0;
    double squares = 0;
    for (int i = n - 1; i >= 0; i--) {
      int k = n - i;
      double delta = means[i] - mean;
      mean += delta / k;
      squares += delta * (means[i] - mean);
      // Of equal minima the earliest wins: nothing is discarded without need.
      if (i <= last && squares / k / k <= least) {
        least = squares / k / k;
        best = i;
      }
    }
    return new Truncation(best == 0 ? 0 : start[best], best < last);
  }
}
