package perseus.scenario;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import perseus.document.Field;
import perseus.document.ObjectType;
import perseus.document.Quantities;
import perseus.document.Types;
import perseus.document.ValueType;
import perseus.document.Values;
import perseus.server.Host;

/**
 * A server process and the machine under it, as far as the scenario departs from the preset: null =
 * not stated.
 *
 * @param preset {@code TRITON}: scheduler latencies of a real server, front end and contention from
 *     the profiles; {@code IDEAL}: all of them zero
 * @param rateLimit null = off
 * @param responseCacheEntries 0 = no cache
 * @param payloads how waiting batches behave, null = as on the servers that the profiles measured
 */
public record HostSpec(
    Preset preset,
    FrontEndSpec frontEnd,
    LatencySpec latency,
    Double cpuContention,
    RateLimit rateLimit,
    int responseCacheEntries,
    Host.Payloads payloads) {
  /** Starting points. */
  public enum Preset {
    TRITON,
    IDEAL
  }

  /** What is not the profile's or preset's of {@link Host.FrontEnd}; null = not stated. */
  public record FrontEndSpec(
      Double networkBytesPerSecond,
      Integer handlerThreads,
      Long handlerNs,
      Double handlerNsPerByte,
      Long responseNs,
      Double responseNsPerByte,
      Boolean responseOnHandlers,
      Long constantNs) {
    /** {@code base} with the stated values in place. */
    Host.FrontEnd over(Host.FrontEnd base) {
      return new Host.FrontEnd(
          or(networkBytesPerSecond, base.networkBytesPerSecond()),
          or(handlerThreads, base.handlers()),
          or(handlerNs, base.handlerNs()),
          or(handlerNsPerByte, base.handlerNsPerByte()),
          or(responseNs, base.responseNs()),
          or(responseNsPerByte, base.responseNsPerByte()),
          or(responseOnHandlers, base.responseOnHandlers()),
          or(constantNs, base.constantNs()));
    }
  }

  /** What is not the preset's of {@link Host.SchedulerLatency}; null = not stated. */
  public record LatencySpec(
      Long batcherWakeNs,
      Long instanceWakeNs,
      Long timerSlackNs,
      Long executionGapNs,
      Long executionGapPerInferenceNs,
      Double batcherFirstProbability,
      Double lostWakeUpProbability) {
    /** {@code base} with the stated values in place. */
    Host.SchedulerLatency over(Host.SchedulerLatency base) {
      return new Host.SchedulerLatency(
          or(batcherWakeNs, base.batcherWakeNs()),
          or(instanceWakeNs, base.instanceWakeNs()),
          or(timerSlackNs, base.timerSlackNs()),
          or(executionGapNs, base.executionGapNs()),
          or(executionGapPerInferenceNs, base.executionGapPerInferenceNs()),
          or(batcherFirstProbability, base.batcherFirstProbability()),
          or(lostWakeUpProbability, base.lostWakeUpProbability()));
    }
  }

  /**
   * {@code --rate-limit=execution_count}.
   *
   * @param resources explicit availabilities; others default to the largest demand of an instance
   */
  public record RateLimit(List<Resource> resources) {
    public RateLimit {
      resources = List.copyOf(resources);
    }

    /**
     * @param count units per device, or of the host for a global resource
     */
    public record Resource(String name, int count) {}
  }

  private static final Field<String> RESOURCE_NAME =
      Field.required("name", Types.text(), "name of a rate limiter resource");
  private static final Field<Integer> RESOURCE_COUNT =
      Field.required("count", Types.integer(1, 1_000_000), "units available");
  private static final Field<List<RateLimit.Resource>> RESOURCES =
      Field.optional(
          "resources",
          Types.list(
              new ObjectType<>(
                  List.of(RESOURCE_NAME, RESOURCE_COUNT),
                  v -> new RateLimit.Resource(v.get(RESOURCE_NAME), v.get(RESOURCE_COUNT))),
              0),
          List.of(),
          "explicit resource limits (--rate-limit-resource)");
  private static final Map<String, Preset> PRESETS = new LinkedHashMap<>();
  private static final Map<String, Host.Payloads> PAYLOAD_NAMES = new LinkedHashMap<>();

  static {
    PAYLOAD_NAMES.put("growing", Host.Payloads.GROWING);
    PAYLOAD_NAMES.put("frozen", Host.Payloads.FROZEN);
    PAYLOAD_NAMES.put("on-idle", Host.Payloads.ON_IDLE);
    PRESETS.put("triton", Preset.TRITON);
    PRESETS.put("ideal", Preset.IDEAL);
  }

  private static final Field<Preset> PRESET =
      Field.optional(
          "preset",
          Types.choice(PRESETS),
          Preset.TRITON,
          "triton: latencies of a real server, front end of the profiles; ideal: none of them");
  private static final Field<Double> NETWORK =
      Field.optional(
          "networkBytesPerSecond", Types.number(0, 1e15), "inbound link speed, 0 = infinite");
  private static final Field<Integer> HANDLERS =
      Field.optional("handlerThreads", Types.integer(1, 1024), "front-end handler threads");
  private static final Field<Long> HANDLER =
      Field.optional("handlerTime", Quantities.duration(0), "handler time per request");
  private static final Field<Double> HANDLER_BYTE =
      Field.optional("handlerNsPerByte", Types.number(0, 1e6), "handler time per input byte, ns");
  private static final Field<Long> RESPONSE =
      Field.optional("responseTime", Quantities.duration(0), "time per response");
  private static final Field<Double> RESPONSE_BYTE =
      Field.optional("responseNsPerByte", Types.number(0, 1e6), "time per output byte, ns");
  private static final Field<Boolean> RESPONSE_ON_HANDLERS =
      Field.optional(
          "responseOnHandlers", Types.bool(), "whether responses occupy the handler threads");
  private static final Field<Long> CONSTANT =
      Field.optional("constantDelay", Quantities.duration(0), "constant delay of the round trip");
  private static final Field<Long> BATCHER_WAKE =
      Field.optional("batcherWake", Quantities.duration(0), "notify to batcher thread running");
  private static final Field<Long> INSTANCE_WAKE =
      Field.optional("instanceWake", Quantities.duration(0), "payload pushed to payload taken");
  private static final Field<Long> TIMER_SLACK =
      Field.optional("timerSlack", Quantities.duration(0), "lateness of the queue-delay timer");
  private static final Field<Long> GAP =
      Field.optional(
          "executionGap",
          Quantities.duration(0),
          "end of an execution to the next of the instance");
  private static final Field<Long> GAP_PER_INFERENCE =
      Field.optional(
          "executionGapPerInference", Quantities.duration(0), "added to the gap per inference");
  private static final Field<Double> BATCHER_FIRST =
      Field.optional(
          "batcherFirstProbability",
          Quantities.fraction(0, 1),
          "at an execution's end the batcher runs before the instance thread");
  private static final Field<Double> LOST_WAKE_UP =
      Field.optional(
          "lostWakeUpProbability",
          Quantities.fraction(0, 1),
          "without prefetching: an execution's end wakes the batcher in vain");
  private static final Field<Double> CONTENTION =
      Field.optional(
          "cpuContention",
          Types.number(0, 100),
          "stretch of host phases per other execution running on the host");
  private static final Field<Optional<RateLimit>> RATE_LIMIT =
      Field.optional(
          "rateLimit",
          Types.scalarOrMapping(
              Types.choice(rateLimitNames()),
              new ObjectType<>(
                  List.of(RESOURCES), v -> Optional.of(new RateLimit(v.get(RESOURCES))))),
          Optional.empty(),
          "off, execution-count, or a mapping with explicit resources");
  private static final Field<Integer> CACHE =
      Field.optional(
          "responseCacheEntries",
          Types.integer(0, 100_000_000),
          0,
          "capacity of the response cache, 0 = none");

  private static final Field<Host.Payloads> PAYLOADS =
      Field.optional(
          "payloads",
          Types.choice(PAYLOAD_NAMES),
          "batches formed while all instances are busy: growing (current Tritons), frozen, on-idle");

  static final ValueType<HostSpec> TYPE =
      new ObjectType<>(
          List.of(
              PRESET,
              NETWORK,
              HANDLERS,
              HANDLER,
              HANDLER_BYTE,
              RESPONSE,
              RESPONSE_BYTE,
              RESPONSE_ON_HANDLERS,
              CONSTANT,
              BATCHER_WAKE,
              INSTANCE_WAKE,
              TIMER_SLACK,
              GAP,
              GAP_PER_INFERENCE,
              BATCHER_FIRST,
              LOST_WAKE_UP,
              CONTENTION,
              RATE_LIMIT,
              CACHE,
              PAYLOADS),
          HostSpec::build);

  /** A server with nothing stated. */
  static final HostSpec DEFAULT =
      new HostSpec(
          Preset.TRITON,
          new FrontEndSpec(null, null, null, null, null, null, null, null),
          new LatencySpec(null, null, null, null, null, null, null),
          null,
          null,
          0,
          null);

  private static HostSpec build(Values v) {
    return new HostSpec(
        v.get(PRESET),
        new FrontEndSpec(
            v.get(NETWORK),
            v.get(HANDLERS),
            v.get(HANDLER),
            v.get(HANDLER_BYTE),
            v.get(RESPONSE),
            v.get(RESPONSE_BYTE),
            v.get(RESPONSE_ON_HANDLERS),
            v.get(CONSTANT)),
        new LatencySpec(
            v.get(BATCHER_WAKE),
            v.get(INSTANCE_WAKE),
            v.get(TIMER_SLACK),
            v.get(GAP),
            v.get(GAP_PER_INFERENCE),
            v.get(BATCHER_FIRST),
            v.get(LOST_WAKE_UP)),
        v.get(CONTENTION),
        v.get(RATE_LIMIT).orElse(null),
        v.get(CACHE),
        v.get(PAYLOADS));
  }

  private static Map<String, Optional<RateLimit>> rateLimitNames() {
    Map<String, Optional<RateLimit>> names = new LinkedHashMap<>();
    names.put("off", Optional.empty());
    names.put("execution-count", Optional.of(new RateLimit(List.of())));
    return names;
  }

  private static <T> T or(T stated, T base) {
    return stated == null ? base : stated;
  }
}
