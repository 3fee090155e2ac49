package perseus.gpu;

/**
 * Slowdown of an execution's GPU work beside others on the same device, on top of the sharing of
 * compute. One implementation per file; it is re-evaluated whenever a neighbour starts or ends, so
 * it must be cheap and pure.
 */
@FunctionalInterface
public interface Interference {
  Interference NONE = (running, self) -> 1.0;

  /**
   * Factor ≥ some positive number by which the remaining GPU work of execution {@code self} takes
   * longer; 1 = unaffected.
   *
   * @param running all executions on the device, {@code self} included
   * @param self index into {@code running}
   */
  double slowdown(CoRunners running, int self);
}
