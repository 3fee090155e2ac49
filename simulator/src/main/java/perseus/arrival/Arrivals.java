package perseus.arrival;

import umontreal.ssj.rng.RandomStream;

/**
 * When a tenant sends requests: an open-loop {@link Process} (with an optional cap on requests in
 * flight) or a closed loop.
 */
public sealed interface Arrivals {

  /**
   * Sends at the instants of {@code process}, whatever the server does.
   *
   * @param process times of the intended sends
   * @param maxInFlight a request due while this many are in flight waits at the client, FIFO; 0 =
   *     no cap
   * @param latencyFromSend latency counts from the actual send instead of the intended one (as a
   *     load generator that times the call alone does)
   * @param slotHoldNs how long a slot of the cap stays taken after the response
   * @param limit stop after this many requests, 0 = no limit
   */
  record OpenLoop(
      Process process, int maxInFlight, boolean latencyFromSend, long slotHoldNs, long limit)
      implements Arrivals {}

  /**
   * {@code concurrency} clients, each sending its next request a think time after its last
   * response.
   *
   * @param concurrency outstanding requests ≥ 1
   * @param thinkTimeNs mean think time
   * @param exponentialThink whether the think time is exponential instead of constant
   * @param staggerNs the clients' first sends are spread evenly over this time
   */
  record ClosedLoop(int concurrency, long thinkTimeNs, boolean exponentialThink, long staggerNs)
      implements Arrivals {}

  /** Plain open loop, no cap. */
  static Arrivals open(Process process) {
    return new OpenLoop(process, 0, false, 0, 0);
  }

  /** Closed loop without think time, first sends spread over {@code staggerNs}. */
  static Arrivals closed(int concurrency, long staggerNs) {
    return new ClosedLoop(concurrency, 0, false, staggerNs);
  }

  /** A point process on the time axis: pure data; adding one is one file that implements this. */
  interface Process {
    /** A fresh generator of this process's arrivals. */
    Generator generator(RandomStream stream);

    /** Mean arrivals per second over {@code horizonNs}. */
    double meanRate(long horizonNs);
  }

  /** Arrival instants in order. */
  interface Generator {
    /** Next arrival in ns since the start, non-decreasing; {@code Long.MAX_VALUE} = no more. */
    long nextNs();
  }
}
