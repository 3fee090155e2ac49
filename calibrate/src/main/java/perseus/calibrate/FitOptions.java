package perseus.calibrate;

/**
 * How a fit runs.
 *
 * @param seed of the simulations inside the fit
 * @param threads cases fitted at the same time; does not change the result
 * @param progress told of every case when it is done
 */
public record FitOptions(long seed, int threads, java.util.function.Consumer<String> progress) {
  /** Seed 1, all processors, silent. */
  public static FitOptions defaults() {
    return new FitOptions(1, Runtime.getRuntime().availableProcessors(), message -> {});
  }
}
