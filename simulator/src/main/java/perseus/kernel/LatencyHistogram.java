package perseus.kernel;

import java.util.Arrays;

/**
 * Log-linear histogram of non-negative nanoseconds: {@value #SUB_BUCKETS} linear buckets per power
 * of two, so a bucket is at most 0.1 % wide; percentiles interpolate inside it. Count, sum, minimum
 * and maximum are exact. Storage covers only the range seen.
 */
public final class LatencyHistogram {
  private static final int SUB_BITS = 10;
  static final int SUB_BUCKETS = 1 << SUB_BITS;

  private long[] counts = new long[0];
  private int base;
  private long count;
  private double sum;
  private double sumOfSquares;
  private long min = Long.MAX_VALUE;
  private long max = -1;

  /** Records one value; negative values are a caller's error. */
  public void record(long valueNs) {
    if (valueNs < 0) {
      throw new IllegalArgumentException("A latency must not be negative, was " + valueNs + " ns.");
    }
    int i = index(valueNs) - base;
    if (i < 0 || i >= counts.length) {
      i = grow(i + base);
    }
    counts[i]++;
    count++;
    sum += valueNs;
    sumOfSquares += (double) valueNs * valueNs;
    min = Math.min(min, valueNs);
    max = Math.max(max, valueNs);
  }

  /** Adds all of {@code other}. */
  public void add(LatencyHistogram other) {
    if (other.count == 0) {
      return;
    }
    for (int i = 0; i < other.counts.length; i++) {
      if (other.counts[i] != 0) {
        int j = i + other.base - base;
        if (j < 0 || j >= counts.length) {
          j = grow(i + other.base);
        }
        counts[j] += other.counts[i];
      }
    }
    count += other.count;
    sum += other.sum;
    sumOfSquares += other.sumOfSquares;
    min = Math.min(min, other.min);
    max = Math.max(max, other.max);
  }

  public long count() {
    return count;
  }

  /** Mean in ns, NaN if empty. */
  public double mean() {
    return count == 0 ? Double.NaN : sum / count;
  }

  /** Population standard deviation in ns, NaN if empty. */
  public double standardDeviation() {
    if (count == 0) {
      return Double.NaN;
    }
    double mean = mean();
    return Math.sqrt(Math.max(0, sumOfSquares / count - mean * mean));
  }

  /** Smallest value, -1 if empty. */
  public long min() {
    return count == 0 ? -1 : min;
  }

  /** Largest value, -1 if empty. */
  public long max() {
    return max;
  }

  /**
   * Percentile by linear interpolation between order statistics, at position {@code p·(n − 1)} of
   * the sorted values (as most load generators and numerical libraries do: between two atoms the
   * result lies between them), in ns; NaN if empty.
   *
   * @param percentile 0 to 100
   */
  public double percentile(double percentile) {
    if (count == 0) {
      return Double.NaN;
    }
    double position = percentile / 100 * (count - 1);
    long lower = (long) position;
    double value = orderStatistic(lower);
    double fraction = position - lower;
    if (fraction > 0) {
      value += fraction * (orderStatistic(lower + 1) - value);
    }
    return value;
  }

  /** The k-th smallest value (k from 0), its place inside a bucket taken as uniform. */
  private double orderStatistic(long k) {
    long seen = 0;
    for (int i = 0; i < counts.length; i++) {
      if (seen + counts[i] > k) {
        double low = lowest(i + base);
        double high = lowest(i + base + 1);
        double value = low + (high - low) * (k - seen + 0.5) / counts[i];
        return Math.min(max, Math.max(min, value));
      }
      seen += counts[i];
    }
    return max;
  }

  /** Number of values ≤ {@code valueNs}, to the width of one bucket. */
  public long countAtMost(long valueNs) {
    int last = index(valueNs) - base;
    long total = 0;
    for (int i = 0; i <= last && i < counts.length; i++) {
      total += counts[i];
    }
    return total;
  }

  private static int index(long value) {
    if (value < SUB_BUCKETS) {
      return (int) value;
    }
    int shift = 63 - Long.numberOfLeadingZeros(value) - SUB_BITS;
    return ((shift + 1) << SUB_BITS) + (int) ((value >>> shift) - SUB_BUCKETS);
  }

  private static double lowest(int index) {
    if (index < SUB_BUCKETS) {
      return index;
    }
    int shift = (index >>> SUB_BITS) - 1;
    return (double) ((long) ((index & (SUB_BUCKETS - 1)) + SUB_BUCKETS) << shift);
  }

  /** Makes room for absolute index {@code index} and returns its position. */
  private int grow(int index) {
    if (counts.length == 0) {
      base = Math.max(0, index - 32);
      counts = new long[128];
      return index - base;
    }
    int low = Math.min(base, Math.max(0, index - counts.length / 4));
    int high = Math.max(base + counts.length, index + 1 + counts.length / 4);
    if (index >= base) {
      low = base;
    } else {
      high = base + counts.length;
    }
    long[] wider = new long[high - low];
    System.arraycopy(counts, 0, wider, base - low, counts.length);
    counts = wider;
    base = low;
    return index - base;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LatencyHistogram that
        && count == that.count
        && sum == that.sum
        && max == that.max
        && min == that.min
        && Arrays.equals(trimmed(), that.trimmed());
  }

  @Override
  public int hashCode() {
    return Long.hashCode(count) * 31 + Double.hashCode(sum);
  }

  private long[] trimmed() {
    int from = 0;
    int to = counts.length;
    while (from < to && counts[from] == 0) {
      from++;
    }
    while (to > from && counts[to - 1] == 0) {
      to--;
    }
    return Arrays.copyOfRange(counts, from, to);
  }
}
