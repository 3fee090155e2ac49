package perseus.server;

import perseus.kernel.EventQueue;

/**
 * Host work of executions (copies, launches) on one host: each is stretched by {@code 1 +
 * contention × (executions running on the host − 1)}.
 */
final class HostPhases extends SharedResource {
  private final double contention;
  private int executing;

  HostPhases(double contention, EventQueue events, int slot, int kind) {
    super(events, slot, kind);
    this.contention = contention;
  }

  @Override
  double stretchOf(int k) {
    return stretch();
  }

  boolean isContended() {
    return contention > 0;
  }

  /** Current stretch of host work that belongs to an execution. */
  double stretch() {
    return 1 + contention * Math.max(0, executing - 1);
  }

  /** Current stretch of host work beside the executions (the front end's). */
  double frontEndStretch() {
    return 1 + contention * executing;
  }

  /** An execution started (+1) or ended (−1) on the host. */
  void executing(int change, long now) {
    advance(now);
    executing += change;
    if (contention > 0 && count() > 0) {
      retime(now);
    }
  }

  @Override
  void account(long fromNs, long toNs) {
    // Host work is part of its instance's busy time; it is not reported apart.
  }
}
