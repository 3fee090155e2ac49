package perseus.batching;

import java.util.Map;
import perseus.batching.ModelConfig.DynamicBatching;
import perseus.batching.ModelConfig.QueuePolicy;
import perseus.batching.ModelConfig.TimeoutAction;

/** What Triton demands of a model configuration when it loads the model. */
public final class ModelConfigRules {
  private ModelConfigRules() {}

  /** Told of every rule that is broken. */
  @FunctionalInterface
  public interface Sink {
    /**
     * @param field of {@link ModelConfig}, or of {@link DynamicBatching} after a dot
     */
    void problem(String field, String message);
  }

  /** Checks every rule. */
  public static void check(ModelConfig config, Sink sink) {
    DynamicBatching batching = config.dynamicBatching();
    if (batching == null) {
      return;
    }
    int max = Math.max(1, config.maxBatchSize());
    for (int size : batching.preferredBatchSizes()) {
      if (size < 1 || size > max) {
        sink.problem(
            "dynamicBatching.preferredBatchSizes",
            "must be from 1 to the max batch size %d (was %d)".formatted(max, size));
      }
    }
    int levels = batching.priorityLevels();
    int level = batching.defaultPriorityLevel();
    if (levels > 0 && (level < 1 || level > levels)) {
      sink.problem(
          "dynamicBatching.defaultPriorityLevel",
          "must be from 1 to the %d priority levels (was %d)".formatted(levels, level));
    }
    for (Map.Entry<Integer, QueuePolicy> e : batching.priorityQueuePolicy().entrySet()) {
      if (e.getKey() < 1 || e.getKey() > levels) {
        sink.problem(
            "dynamicBatching.priorityQueuePolicies",
            "level must be from 1 to the %d priority levels (was %d)"
                .formatted(levels, e.getKey()));
      }
    }
    if (batching.preserveOrdering()) {
      boolean delays =
          batching.defaultQueuePolicy().timeoutAction() == TimeoutAction.DELAY
              || batching.priorityQueuePolicy().values().stream()
                  .anyMatch(p -> p.timeoutAction() == TimeoutAction.DELAY);
      if (levels > 1 || delays) {
        sink.problem(
            "dynamicBatching.preserveOrdering",
            "excludes more than one priority level and the timeout action DELAY");
      }
    }
  }
}
