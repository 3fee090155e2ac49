package perseus.scenario;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import perseus.batching.ModelConfig.DynamicBatching;
import perseus.batching.ModelConfig.QueuePolicy;
import perseus.batching.ModelConfig.TimeoutAction;
import perseus.document.Field;
import perseus.document.ObjectType;
import perseus.document.Quantities;
import perseus.document.Types;
import perseus.document.ValueType;
import perseus.document.Values;

/** Dynamic batching as a scenario states it: changes to what a config.pbtxt or Triton says. */
final class BatchingSpec {
  /** Triton's defaults: {@code dynamic_batching {}}. */
  static final DynamicBatching DEFAULT =
      new DynamicBatching(List.of(), 0, 0, 0, QueuePolicy.DEFAULT, Map.of(), false);

  private static final Map<String, TimeoutAction> ACTIONS = new LinkedHashMap<>();

  static {
    ACTIONS.put("REJECT", TimeoutAction.REJECT);
    ACTIONS.put("DELAY", TimeoutAction.DELAY);
  }

  private static final Field<TimeoutAction> ACTION =
      Field.optional(
          "timeoutAction",
          Types.choice(ACTIONS),
          TimeoutAction.REJECT,
          "what happens to a request whose timeout passes in the queue");
  private static final Field<Long> TIMEOUT =
      Field.optional("timeout", Quantities.duration(0), 0L, "default timeout, 0 = none");
  private static final Field<Boolean> OVERRIDE =
      Field.optional(
          "allowTimeoutOverride", Types.bool(), false, "whether a request may shorten the timeout");
  private static final Field<Integer> MAX_QUEUE =
      Field.optional("maxQueueSize", Types.integer(0, Integer.MAX_VALUE), 0, "0 = unbounded");
  private static final ValueType<QueuePolicy> QUEUE_POLICY =
      new ObjectType<>(
          List.of(ACTION, TIMEOUT, OVERRIDE, MAX_QUEUE),
          v ->
              new QueuePolicy(
                  v.get(ACTION), micros(v, TIMEOUT), v.get(OVERRIDE), v.get(MAX_QUEUE)));

  private static final Field<List<Integer>> PREFERRED =
      Field.optional(
          "preferredBatchSizes",
          Types.list(Types.integer(1, 1_000_000), 0),
          "empty = the max batch size");
  private static final Field<Long> DELAY =
      Field.optional(
          "maxQueueDelay", Quantities.duration(0), "how long a request may wait for a batch");
  private static final Field<Integer> LEVELS =
      Field.optional("priorityLevels", Types.integer(0, 1000), "0 = no priorities");
  private static final Field<Integer> DEFAULT_LEVEL =
      Field.optional(
          "defaultPriorityLevel",
          Types.integer(0, 1000),
          "level of requests that state none or one out of range");
  private static final Field<QueuePolicy> POLICY =
      Field.optional("queuePolicy", QUEUE_POLICY, "policy of levels without one of their own");
  private static final Field<Map<String, QueuePolicy>> POLICIES =
      Field.optional(
          "priorityQueuePolicies", Types.mapping(QUEUE_POLICY), "policies by priority level");
  private static final Field<Boolean> ORDER =
      Field.optional("preserveOrdering", Types.bool(), "responses leave in order of arrival");

  /** Makes the settings in force from those of the model's config.pbtxt, null = it has none. */
  interface Change {
    DynamicBatching apply(DynamicBatching base);
  }

  static final ValueType<Change> TYPE =
      Types.keywordOr(
          "none",
          base -> null,
          new ObjectType<>(
              List.of(PREFERRED, DELAY, LEVELS, DEFAULT_LEVEL, POLICY, POLICIES, ORDER),
              BatchingSpec::build));

  private BatchingSpec() {}

  private static Change build(Values v) {
    Map<Integer, QueuePolicy> policies = new TreeMap<>();
    if (v.has(POLICIES)) {
      v.get(POLICIES)
          .forEach(
              (level, policy) -> {
                if (level.matches("\\d{1,4}")) {
                  policies.put(Integer.parseInt(level), policy);
                } else {
                  v.problem(POLICIES, "'" + level + "' is no priority level", "such as 1");
                }
              });
    }
    Long delayUs = v.has(DELAY) ? (Long) micros(v, DELAY) : null;
    return stated -> {
      DynamicBatching base = stated == null ? DEFAULT : stated;
      int levels = or(v.get(LEVELS), base.priorityLevels());
      int level = or(v.get(DEFAULT_LEVEL), base.defaultPriorityLevel());
      return new DynamicBatching(
          or(v.get(PREFERRED), base.preferredBatchSizes()),
          or(delayUs, base.maxQueueDelayUs()),
          levels,
          level,
          or(v.get(POLICY), base.defaultQueuePolicy()),
          v.has(POLICIES) ? policies : base.priorityQueuePolicy(),
          or(v.get(ORDER), base.preserveOrdering()));
    };
  }

  /** Triton counts whole microseconds. */
  private static long micros(Values v, Field<Long> field) {
    long ns = v.get(field);
    if (ns % 1000 != 0) {
      v.problem(field, "must be whole microseconds (was " + ns + " ns)", "Triton counts in them");
    }
    return ns / 1000;
  }

  private static <T> T or(T stated, T base) {
    return stated == null ? base : stated;
  }
}
