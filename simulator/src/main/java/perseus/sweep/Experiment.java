package perseus.sweep;

import java.util.List;
import perseus.metric.Summary;
import perseus.report.Manifest;

/** A point that is ready to be simulated. */
public interface Experiment {
  /** Base seed. */
  long seed();

  /** Replications that it runs. */
  int replications();

  /** Every file that it rests on. */
  List<Manifest.Input> inputs();

  /**
   * Simulates it; the result is a function of the inputs, the seed and the settings.
   *
   * @param threads runs executed at a time
   */
  Summary run(int threads);

  /** Prepares the points of a study. */
  @FunctionalInterface
  interface Factory {
    /**
     * @param overrides {@code path=value}
     * @throws perseus.input.InvalidInput if the scenario with these settings is refused
     */
    Experiment prepare(List<String> overrides);
  }
}
