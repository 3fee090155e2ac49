package perseus.server;

import java.util.Arrays;
import perseus.gpu.CoRunners;
import perseus.kernel.EventQueue;

/**
 * A resource that running executions share: each is remaining work, and its speed is re-evaluated
 * whenever one starts or ends. One pending completion event, for the execution that ends first.
 */
abstract class SharedResource implements CoRunners {
  /** Work below this is done: far under a nanosecond, far over the rounding of a double. */
  private static final double DONE_NS = 1e-3;

  private final EventQueue events;
  private final int slot;
  private final int kind;

  private int[] instance = new int[8];
  private int[] deployment = new int[8];
  private int[] batch = new int[8];
  private double[] share = new double[8];
  private double[] remaining = new double[8];
  private double[] stretch = new double[8];
  private int count;
  private long lastNs;

  SharedResource(EventQueue events, int slot, int kind) {
    this.events = events;
    this.slot = slot;
    this.kind = kind;
  }

  /** Factor ≥ a positive number by which execution k takes longer than alone. */
  abstract double stretchOf(int k);

  /** Called with every interval during which {@link #count} executions ran. */
  abstract void account(long fromNs, long toNs);

  @Override
  public final int count() {
    return count;
  }

  @Override
  public final int deployment(int k) {
    return deployment[k];
  }

  @Override
  public final int batchSize(int k) {
    return batch[k];
  }

  @Override
  public final double share(int k) {
    return share[k];
  }

  /** Brings all remaining work up to {@code now}. */
  final void advance(long now) {
    if (now > lastNs) {
      if (count > 0) {
        double dt = now - lastNs;
        for (int k = 0; k < count; k++) {
          remaining[k] -= dt / stretch[k];
        }
        account(lastNs, now);
      }
      lastNs = now;
    }
  }

  /** Starts {@code workNs} of work (time it takes alone) for an instance's execution. */
  final void start(
      int instanceId, int deploymentId, int batchSize, double smShare, double workNs, long now) {
    advance(now);
    if (count == instance.length) {
      int n = count * 2;
      instance = Arrays.copyOf(instance, n);
      deployment = Arrays.copyOf(deployment, n);
      batch = Arrays.copyOf(batch, n);
      share = Arrays.copyOf(share, n);
      remaining = Arrays.copyOf(remaining, n);
      stretch = Arrays.copyOf(stretch, n);
    }
    instance[count] = instanceId;
    deployment[count] = deploymentId;
    batch[count] = batchSize;
    share[count] = smShare;
    remaining[count] = workNs;
    count++;
    retime(now);
  }

  /**
   * Removes the first execution whose work is done.
   *
   * @return its instance, or -1 if none is done (then the next completion is scheduled)
   */
  final int takeFinished(long now) {
    advance(now);
    for (int k = 0; k < count; k++) {
      if (remaining[k] <= DONE_NS) {
        int finished = instance[k];
        count--;
        // Order of start is kept: it decides who is reported first among equals.
        int moved = count - k;
        System.arraycopy(instance, k + 1, instance, k, moved);
        System.arraycopy(deployment, k + 1, deployment, k, moved);
        System.arraycopy(batch, k + 1, batch, k, moved);
        System.arraycopy(share, k + 1, share, k, moved);
        System.arraycopy(remaining, k + 1, remaining, k, moved);
        System.arraycopy(stretch, k + 1, stretch, k, moved);
        return finished;
      }
    }
    retime(now);
    return -1;
  }

  /** Re-evaluates all speeds and the next completion. */
  final void retime(long now) {
    if (count == 0) {
      events.cancel(slot);
      return;
    }
    double soonest = Double.POSITIVE_INFINITY;
    for (int k = 0; k < count; k++) {
      stretch[k] = stretchOf(k);
      soonest = Math.min(soonest, remaining[k] * stretch[k]);
    }
    events.schedule(slot, now + Math.max(0, (long) Math.ceil(soonest - DONE_NS)), kind);
  }
}
