package perseus.server;

import java.util.List;
import perseus.server.Deployment.Instance;

/**
 * Triton's rate limiter on one host (SEMANTICS.md, rules R): available instances with the smallest
 * {@code executions × priority} are staged; the smallest staged one is allocated once all its
 * resources fit, else everybody waits.
 */
final class RateLimiterState {
  /** Executions that an instance counts before its first request: initialise and warm-up. */
  private static final long INITIAL_EXECUTIONS = 2;

  /** Told which instance may take its model's next payload. */
  interface Allocated {
    void allocated(int instance, long now);
  }

  private enum State {
    AVAILABLE,
    STAGED,
    ALLOCATED
  }

  private final int[] instances;
  private final State[] state;
  private final long[] executions;
  private final int[] priority;
  private final int[][] units;
  private final int[] deployment;
  private final int[] device;
  private final boolean[] global;
  private final int[][] free;
  private final boolean[] granted;
  private final long[] stagedAt;
  private long staging;
  private final int[] waitingPayloads;
  private final Allocated allocated;

  /**
   * @param instances global ids of the host's instances
   * @param specs their descriptions, same order
   * @param deployment deployment of each
   * @param deployments number of deployments in the system
   * @param devices number of devices in the system
   */
  RateLimiterState(
      Host.RateLimiter config,
      int[] instances,
      List<Instance> specs,
      int[] deployment,
      int deployments,
      int devices,
      Allocated allocated) {
    int n = instances.length;
    this.instances = instances;
    this.deployment = deployment;
    this.allocated = allocated;
    state = new State[n];
    executions = new long[n];
    priority = new int[n];
    units = new int[n][config.resources().size()];
    device = new int[n];
    granted = new boolean[n];
    stagedAt = new long[n];
    waitingPayloads = new int[deployments];
    global = new boolean[config.resources().size()];
    free = new int[config.resources().size()][devices + 1];
    for (int r = 0; r < global.length; r++) {
      global[r] = config.global().get(r);
      java.util.Arrays.fill(free[r], config.limits().get(r));
    }
    for (int i = 0; i < n; i++) {
      state[i] = State.AVAILABLE;
      executions[i] = INITIAL_EXECUTIONS;
      priority[i] = Math.max(1, specs.get(i).rateLimiterPriority());
      device[i] = specs.get(i).gpu() + 1;
      for (int r = 0; r < specs.get(i).rateLimiterUnits().size(); r++) {
        units[i][r] = specs.get(i).rateLimiterUnits().get(r);
      }
    }
  }

  /** A payload of the model waits. */
  void payloadWaits(int deploymentId, long now) {
    waitingPayloads[deploymentId]++;
    stage(deploymentId, now);
  }

  /** The instance's execution ended. */
  void released(int instance, long now) {
    int i = local(instance);
    for (int r = 0; r < global.length; r++) {
      free[r][place(r, i)] += units[i][r];
    }
    executions[i]++;
    state[i] = State.AVAILABLE;
    if (waitingPayloads[deployment[i]] > 0) {
      stage(deployment[i], now);
    } else {
      allocateTop(now);
    }
  }

  /** Whether the instance was allocated a payload that it has not taken yet; it takes it now. */
  boolean takes(int instance) {
    int i = local(instance);
    boolean takes = granted[i];
    granted[i] = false;
    return takes;
  }

  private void stage(int deploymentId, long now) {
    int best = -1;
    for (int i = 0; i < instances.length; i++) {
      if (deployment[i] == deploymentId
          && state[i] == State.AVAILABLE
          && (best < 0 || key(i) < key(best))) {
        best = i;
      }
    }
    if (best >= 0) {
      waitingPayloads[deploymentId]--;
      state[best] = State.STAGED;
      stagedAt[best] = staging++;
    }
    allocateTop(now);
  }

  /** Only the smallest staged instance is tried, once per event. */
  private void allocateTop(long now) {
    int top = -1;
    for (int i = 0; i < instances.length; i++) {
      if (state[i] == State.STAGED
          && (top < 0
              || key(i) < key(top)
              || (key(i) == key(top) && stagedAt[i] < stagedAt[top]))) {
        top = i;
      }
    }
    if (top < 0) {
      return;
    }
    for (int r = 0; r < global.length; r++) {
      if (free[r][place(r, top)] < units[top][r]) {
        return;
      }
    }
    for (int r = 0; r < global.length; r++) {
      free[r][place(r, top)] -= units[top][r];
    }
    state[top] = State.ALLOCATED;
    granted[top] = true;
    allocated.allocated(instances[top], now);
  }

  private long key(int i) {
    return executions[i] * priority[i];
  }

  private int place(int resource, int i) {
    return global[resource] ? 0 : device[i];
  }

  private int local(int instance) {
    return java.util.Arrays.binarySearch(instances, instance);
  }
}
