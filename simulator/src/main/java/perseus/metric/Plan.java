package perseus.metric;

/**
 * How often and how long a system is run.
 *
 * @param horizonNs arrivals stop here, &gt; warm-up
 * @param warmUp discarded prefix
 * @param seed base seed
 * @param replications independent runs, ≥ 1; with a precision the fewest
 * @param drain whether requests in flight at the horizon run to their end
 * @param precision replications are added until every tenant's interval of mean and P99 has a
 *     half-width of at most this fraction of its value; 0 = never added
 * @param maxReplications bound on added replications, ≥ {@code replications}
 * @param threads runs executed at a time, ≥ 1; the result does not depend on it
 */
public record Plan(
    long horizonNs,
    WarmUp warmUp,
    long seed,
    int replications,
    boolean drain,
    double precision,
    int maxReplications,
    int threads) {
  /** Bound on added replications where none is stated. */
  public static final int MAX_REPLICATIONS = 200;

  /** Slices of a single run for batch means. */
  static final int BATCHES = 20;

  public Plan {
    if (replications < 1 || maxReplications < replications || threads < 1 || !(precision >= 0)) {
      throw new IllegalArgumentException(
          "A plan needs 1 <= replications (%d) <= maxReplications (%d), threads (%d) >= 1 and precision (%s) >= 0."
              .formatted(replications, maxReplications, threads, precision));
    }
    if (!warmUp.automatic() && warmUp.ns() >= horizonNs) {
      throw new IllegalArgumentException(
          "The warm-up (%d ns) must end before the horizon (%d ns)."
              .formatted(warmUp.ns(), horizonNs));
    }
  }

  /** Replications on one thread, warm-up by MSER-5, no precision asked for. */
  public static Plan of(long horizonNs, long seed, int replications) {
    return new Plan(
        horizonNs,
        WarmUp.AUTO,
        seed,
        replications,
        false,
        0,
        Math.max(replications, MAX_REPLICATIONS),
        1);
  }

  public Plan withWarmUp(WarmUp other) {
    return new Plan(
        horizonNs, other, seed, replications, drain, precision, maxReplications, threads);
  }

  public Plan withThreads(int other) {
    return new Plan(
        horizonNs, warmUp, seed, replications, drain, precision, maxReplications, other);
  }

  /** With {@code fraction} (0.02 = 2 %) and at most {@code atMost} replications. */
  public Plan withPrecision(double fraction, int atMost) {
    return new Plan(horizonNs, warmUp, seed, replications, drain, fraction, atMost, threads);
  }
}
