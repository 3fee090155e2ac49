package perseus.arrival;

import java.util.Arrays;
import umontreal.ssj.rng.RandomStream;

/** Recorded arrival instants, replayed as they are; the random stream is not used. */
public final class Replay implements Arrivals.Process {
  private final long[] timesNs;

  /**
   * @param timesNs since the start of the run, ≥ 0, non-decreasing
   * @throws IllegalArgumentException naming the first index that is out of order
   */
  public Replay(long[] timesNs) {
    this.timesNs = timesNs.clone();
    for (int i = 0; i < timesNs.length; i++) {
      if (timesNs[i] < 0 || (i > 0 && timesNs[i] < timesNs[i - 1])) {
        throw new IllegalArgumentException(
            "Arrival times must be non-negative and non-decreasing; number %d (%d ns) is not."
                .formatted(i + 1, timesNs[i]));
      }
    }
  }

  /** Number of arrivals. */
  public int size() {
    return timesNs.length;
  }

  @Override
  public Arrivals.Generator generator(RandomStream stream) {
    return new Arrivals.Generator() {
      private int next;

      @Override
      public long nextNs() {
        return next < timesNs.length ? timesNs[next++] : Long.MAX_VALUE;
      }
    };
  }

  @Override
  public double meanRate(long horizonNs) {
    int at = Arrays.binarySearch(timesNs, horizonNs);
    int count = at < 0 ? -at - 1 : at + 1;
    while (count < timesNs.length && timesNs[count] == horizonNs) {
      count++;
    }
    return count / (horizonNs / Rates.NS_PER_SECOND);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Replay replay && Arrays.equals(timesNs, replay.timesNs);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(timesNs);
  }

  @Override
  public String toString() {
    return "Replay[" + timesNs.length + " arrivals]";
  }
}
