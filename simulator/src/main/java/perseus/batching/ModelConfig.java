package perseus.batching;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The scheduling part of a Triton model configuration.
 *
 * @param maxBatchSize Triton's max_batch_size; 0 = the model does not batch
 * @param dynamicBatching null = default scheduler: every request is a payload of its own
 * @param variableShape whether an input has a free dimension beyond the batch, so that every
 *     enqueue wakes the batcher
 * @param responseCache whether responses are cached
 */
public record ModelConfig(
    int maxBatchSize,
    DynamicBatching dynamicBatching,
    boolean variableShape,
    boolean responseCache) {

  /** No batching: one request per execution. */
  public static final ModelConfig NO_BATCHING = new ModelConfig(0, null, false, false);

  /** Dynamic batching with Triton's defaults except the given ones. */
  public static ModelConfig dynamic(int maxBatchSize, long maxQueueDelayUs, Integer... preferred) {
    return new ModelConfig(
        maxBatchSize,
        new DynamicBatching(
            List.of(preferred), maxQueueDelayUs, 0, 0, QueuePolicy.DEFAULT, Map.of(), false),
        false,
        false);
  }

  /**
   * @param preferredBatchSizes empty = {maxBatchSize}
   * @param maxQueueDelayUs D, in µs
   * @param priorityLevels 0 = no priorities
   * @param defaultPriorityLevel level of requests that state none or one out of range
   * @param defaultQueuePolicy policy of levels without one of their own
   * @param priorityQueuePolicy per level
   * @param preserveOrdering responses leave in order of arrival
   */
  public record DynamicBatching(
      List<Integer> preferredBatchSizes,
      long maxQueueDelayUs,
      int priorityLevels,
      int defaultPriorityLevel,
      QueuePolicy defaultQueuePolicy,
      Map<Integer, QueuePolicy> priorityQueuePolicy,
      boolean preserveOrdering) {
    public DynamicBatching {
      preferredBatchSizes = List.copyOf(preferredBatchSizes);
      priorityQueuePolicy =
          java.util.Collections.unmodifiableMap(new TreeMap<>(priorityQueuePolicy));
    }
  }

  /**
   * @param timeoutAction what happens to a request whose timeout passed while queued
   * @param defaultTimeoutUs 0 = none
   * @param allowTimeoutOverride whether a request may shorten the timeout
   * @param maxQueueSize 0 = unbounded
   */
  public record QueuePolicy(
      TimeoutAction timeoutAction,
      long defaultTimeoutUs,
      boolean allowTimeoutOverride,
      int maxQueueSize) {
    public static final QueuePolicy DEFAULT = new QueuePolicy(TimeoutAction.REJECT, 0, false, 0);
  }

  /** Triton's ModelQueuePolicy.TimeoutAction. */
  public enum TimeoutAction {
    REJECT,
    DELAY
  }
}
