package perseus.server;

/** Runs a {@link ServingSystem} once. */
public final class Simulation {
  private Simulation() {}

  /** Runs without an observer. */
  public static RunResult run(ServingSystem system, RunOptions options) {
    return run(system, options, null);
  }

  /**
   * @param observer told of every request and execution; null = nobody
   * @throws perseus.kernel.InvariantViolation if the engine breaks one of its rules
   */
  public static RunResult run(ServingSystem system, RunOptions options, RequestObserver observer) {
    return new Engine(system, options, observer, Engine.Fault.NONE).run();
  }
}
