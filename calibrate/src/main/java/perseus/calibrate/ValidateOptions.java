package perseus.calibrate;

import java.util.List;

/**
 * How rows are predicted.
 *
 * @param match key columns that must agree (e.g. gpu, model); empty = the exact entry, else the
 *     only one that agrees on all columns that both state
 * @param seed of the simulations
 * @param threads rows simulated at the same time; does not change the result
 * @param frontEnd which front end is simulated
 */
public record ValidateOptions(List<String> match, long seed, int threads, FrontEndMode frontEnd) {
  public ValidateOptions {
    match = List.copyOf(match);
  }

  /** Strict matching, seed 1, all processors, the profile's front end. */
  public static ValidateOptions defaults() {
    return new ValidateOptions(
        List.of(), 1, Runtime.getRuntime().availableProcessors(), FrontEndMode.PROFILE);
  }

  /** The profile's front end, or one of the baselines to beat. */
  public enum FrontEndMode {
    PROFILE,
    /** Requests reach the queue at once and responses the client. */
    NONE,
    /** A delay without any queue: the profile's cost of a request alone. */
    CONSTANT
  }
}
