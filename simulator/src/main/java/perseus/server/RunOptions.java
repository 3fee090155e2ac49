package perseus.server;

/**
 * One run of a {@link ServingSystem}.
 *
 * @param horizonNs arrivals stop here and unfinished requests are counted as such
 * @param warmUpNs requests that arrive earlier are simulated but not measured
 * @param seed base seed
 * @param replication substream index ≥ 0: replications of one seed are independent
 * @param batches number of equal time slices of the measured period that keep a latency histogram
 *     of their own, for batch means; 0 = none
 * @param drain whether requests in flight at the horizon are run to their end (a finite workload)
 *     instead of being left unfinished
 */
public record RunOptions(
    long horizonNs, long warmUpNs, long seed, int replication, int batches, boolean drain) {
  /** Measures everything from time zero. */
  public static RunOptions of(long horizonNs, long seed) {
    return new RunOptions(horizonNs, 0, seed, 0, 0, false);
  }
}
