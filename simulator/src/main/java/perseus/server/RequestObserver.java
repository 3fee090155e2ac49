package perseus.server;

/** Sees every request and execution of a run as it ends; for logs, recordings and tests. */
public interface RequestObserver {
  /**
   * A request ended.
   *
   * @param tenant index
   * @param deployment index, -1 if it never reached one
   * @param sentNs intended send (open loop) or actual send (closed loop)
   * @param queuedNs when it entered the model's queue, -1 if never
   * @param startedNs when its execution started, -1 if never
   * @param endedNs when the client had the response (or the horizon, for unfinished)
   * @param execution id of its execution, -1 if never executed
   */
  void requestEnded(
      int tenant,
      int deployment,
      long sentNs,
      long queuedNs,
      long startedNs,
      long endedNs,
      Outcome outcome,
      long execution);

  /** An execution ended. */
  default void executionEnded(
      long execution,
      int deployment,
      int instance,
      long startNs,
      long endNs,
      int size,
      int requests) {}
}
