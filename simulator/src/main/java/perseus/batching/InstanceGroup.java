package perseus.batching;

import java.util.List;

/**
 * Triton's ModelInstanceGroup: {@code count} instances on each of its GPUs, or on the CPU.
 *
 * @param kind where the instances run
 * @param count instances per GPU, or on the CPU, ≥ 1
 * @param gpus indices of GPUs on the host; empty = all that the model is placed on
 * @param resources what an execution needs of the rate limiter
 * @param priority of the rate limiter: 1 = highest, 0 counts as 1
 */
public record InstanceGroup(
    Kind kind, int count, List<Integer> gpus, List<Resource> resources, int priority) {
  /** Where instances run; Triton's KIND_AUTO and KIND_MODEL count as {@code GPU}. */
  public enum Kind {
    GPU,
    CPU
  }

  public InstanceGroup {
    gpus = List.copyOf(gpus);
    resources = List.copyOf(resources);
  }

  /** {@code count} instances on every GPU that the model is placed on. */
  public static InstanceGroup gpu(int count) {
    return new InstanceGroup(Kind.GPU, count, List.of(), List.of(), 0);
  }

  /**
   * @param global one pool per host instead of one per device
   * @param count units needed, ≥ 1
   */
  public record Resource(String name, boolean global, int count) {}
}
