package perseus.server;

/**
 * One server process (a Triton) and the machine under it.
 *
 * @param name unique
 * @param frontEnd what a request passes before it is queued
 * @param latency wake-up latencies and thread races of the scheduler
 * @param rateLimiter {@code --rate-limit=execution_count} and its resources, or {@link
 *     RateLimiter#OFF}
 * @param contention stretch of host phases (everything in an execution that is not GPU work, and
 *     front-end work) per other execution that is running anywhere on this host: factor {@code 1 +
 *     contention × others}; 0 = none
 * @param responseCacheEntries capacity of the response cache in entries, 0 = no cache
 * @param payloads how waiting batches behave, which differs between server versions
 */
public record Host(
    String name,
    FrontEnd frontEnd,
    SchedulerLatency latency,
    RateLimiter rateLimiter,
    double contention,
    int responseCacheEntries,
    Payloads payloads) {

  /** Behaviour of a batch that is formed while all instances are busy (SEMANTICS.md, rule G1). */
  public enum Payloads {
    /** Waits in a FIFO and grows until it executes (server pull requests 3789 and 3934). */
    GROWING,
    /** Waits in a FIFO with the requests it was formed of. */
    FROZEN,
    /** None is formed before an instance is idle (TensorRT Inference Server, e.g. 19.08). */
    ON_IDLE
  }

  /** A host with {@link Payloads#GROWING} payloads, as current Tritons. */
  public Host(
      String name,
      FrontEnd frontEnd,
      SchedulerLatency latency,
      RateLimiter rateLimiter,
      double contention,
      int responseCacheEntries) {
    this(name, frontEnd, latency, rateLimiter, contention, responseCacheEntries, Payloads.GROWING);
  }

  /** A host that costs nothing: no front end, no latencies, no rate limiter, no contention. */
  public static Host ideal(String name) {
    return new Host(name, FrontEnd.NONE, SchedulerLatency.IDEAL, RateLimiter.OFF, 0, 0);
  }

  /**
   * Path of a request from the client to the model's queue and of its response back.
   *
   * <p>Network (one FIFO link of {@code networkBytesPerSecond}) → handler threads (FIFO, {@code
   * handlers} of them, each busy for {@code handlerNs + handlerNsPerByte × bytes}) → queue. The
   * response costs {@code responseNs + responseNsPerByte × bytes} on the same handlers when {@code
   * responseOnHandlers}, else as a pure delay. {@code constantNs} is added once, as pure delay.
   *
   * @param networkBytesPerSecond inbound link speed, 0 = infinite
   * @param handlers handler threads ≥ 1 (Triton's gRPC front end: 2)
   * @param handlerNs handler time per request
   * @param handlerNsPerByte handler time per input byte
   * @param responseNs time per response
   * @param responseNsPerByte time per output byte
   * @param responseOnHandlers whether responses occupy the handler threads
   * @param constantNs constant delay of the round trip (client, network latency), outside any queue
   */
  public record FrontEnd(
      double networkBytesPerSecond,
      int handlers,
      long handlerNs,
      double handlerNsPerByte,
      long responseNs,
      double responseNsPerByte,
      boolean responseOnHandlers,
      long constantNs) {
    public static final FrontEnd NONE = new FrontEnd(0, 1, 0, 0, 0, 0, false, 0);
  }

  /**
   * Latencies and races of Triton's threads, all in ns; see SEMANTICS.md, section "Threads".
   *
   * @param batcherWakeNs notify → batcher thread runs
   * @param instanceWakeNs payload pushed → an idle instance thread has taken it
   * @param timerSlackNs lateness of the queue-delay timer
   * @param executionGapNs end of an execution → the same instance thread takes its next payload
   * @param executionGapPerInferenceNs added to the gap per inference of the finished batch
   * @param batcherFirstProbability at an execution's end: probability that the batcher thread runs
   *     before the instance thread takes its next payload
   * @param lostWakeUpProbability without prefetching: probability that an execution's end wakes the
   *     batcher too early and its test for an idle instance fails
   */
  public record SchedulerLatency(
      long batcherWakeNs,
      long instanceWakeNs,
      long timerSlackNs,
      long executionGapNs,
      long executionGapPerInferenceNs,
      double batcherFirstProbability,
      double lostWakeUpProbability) {
    /** No latency, the batcher always in time: for closed forms. */
    public static final SchedulerLatency IDEAL = new SchedulerLatency(0, 0, 0, 0, 0, 1, 0);

    /**
     * Orders of magnitude seen on a Triton 2.51 with two virtual cores; the races are the middle of
     * wide ranges (0.08-0.92 and 0.04-0.93). A gap that grows with the batch belongs to the model's
     * backend: {@link perseus.profile.ServiceCurve#gapNsPerInference}.
     */
    public static final SchedulerLatency TRITON =
        new SchedulerLatency(25_000, 30_000, 75_000, 50_000, 0, 0.25, 0.1);
  }

  /**
   * Triton's rate limiter.
   *
   * @param enabled {@code --rate-limit=execution_count}
   * @param resources names of resources, in the order of {@code perDevice} and {@code limits}
   * @param global whether a resource is shared by all devices of the host
   * @param limits units available (per device unless global)
   */
  public record RateLimiter(
      boolean enabled,
      java.util.List<String> resources,
      java.util.List<Boolean> global,
      java.util.List<Integer> limits) {
    public static final RateLimiter OFF =
        new RateLimiter(false, java.util.List.of(), java.util.List.of(), java.util.List.of());

    public RateLimiter {
      resources = java.util.List.copyOf(resources);
      global = java.util.List.copyOf(global);
      limits = java.util.List.copyOf(limits);
    }
  }
}
