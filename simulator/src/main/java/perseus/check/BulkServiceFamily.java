package perseus.check;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import perseus.batching.ModelConfig;
import perseus.profile.ServiceCurve;
import perseus.profile.ServiceDistribution;

/**
 * Dynamic batching as the bulk-service queue M/D[a,b]/1. Without a queue delay an idle instance
 * takes what waits, at most max_batch_size b, and a payload that waits for it grows to min(queue,
 * b): a = 1. With preferred size b and a delay that never ends, it takes full batches only: a = b.
 */
record BulkServiceFamily() implements CheckFamily {
  private static final double[] LOADS = {0.3, 0.5, 0.7, 0.8, 0.9, 0.95};

  /** Longer than any run, in µs. */
  private static final long ENDLESS_US = 1_000_000_000_000L;

  private static final String SOURCE =
      "embedded chain X' = (X − b)⁺ + A (Neuts 1967), Little's law";

  @Override
  public String name() {
    return "bulk";
  }

  @Override
  public List<CheckCase> cases(Path data) {
    List<CheckCase> cases = new ArrayList<>();
    for (double load : LOADS) {
      cases.add(bulk("a1.b8", 1, 8, load, 1, 0));
      cases.add(bulk("a8.b8", 8, 8, load, 1, 0));
    }
    cases.add(bulk("a1.b2", 1, 2, 0.8, 1, 0));
    cases.add(bulk("a1.b32", 1, 32, 0.8, 1, 0));
    cases.add(bulk("a32.b32", 32, 32, 0.8, 1, 0));
    // A batch of n takes 0.2 + 0.1 n.
    cases.add(bulk("affine.a1.b8", 1, 8, 0.8, 0.2, 0.1));
    return cases;
  }

  private static CheckCase bulk(
      String name, int smallest, int largest, double load, double fixed, double perInference) {
    double[] times = new double[largest];
    Arrays.setAll(times, i -> fixed + perInference * (i + 1));
    double rate = load * largest / times[largest - 1];
    BulkServiceQueue theory = BulkServiceQueue.solve(rate, smallest, times);
    ModelConfig config =
        smallest == 1
            ? ModelConfig.dynamic(largest, 0)
            : ModelConfig.dynamic(largest, ENDLESS_US, largest);
    // In heavy traffic the queue is reflected Brownian motion with mean ρ/(2(1 − ρ)).
    double brownian = load / (2 * (1 - load)) / theory.meanQueue();
    double effort = 4 + 2.2 * Math.pow(load / (1 - load) * brownian, 2);
    return new Experiment(
            "bulk." + name + ".rho" + load,
            Systems.parallel(
                1,
                config,
                ServiceCurve.linear(
                    fixed * Experiment.SERVICE_NS,
                    perInference * Experiment.SERVICE_NS,
                    ServiceDistribution.DETERMINISTIC),
                Systems.poisson(rate)),
            rate,
            effort,
            Effort.warmUp(load, 1))
        .inWholeBatches(smallest)
        .expect("mean", SOURCE, theory.meanSojourn(), Readings.sojourn(0))
        .expect("wait", SOURCE, theory.meanWait(), Readings.wait(0))
        .expect("batch", SOURCE, theory.meanBatch(), Readings.batch(0))
        .expectOverTime("utilisation", SOURCE, theory.utilisation(), Readings.utilisation(0, 1))
        .toCase();
  }
}
