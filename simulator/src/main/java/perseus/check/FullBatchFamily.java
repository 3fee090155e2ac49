package perseus.check;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import perseus.arrival.Arrivals;
import perseus.arrival.ConstantRate;
import perseus.batching.ModelConfig;
import perseus.profile.ServiceCurve;
import perseus.profile.ServiceDistribution;
import perseus.server.RunOptions;
import perseus.server.RunResult;
import perseus.server.ServingSystem;
import perseus.server.Simulation;

/**
 * Paced arrivals and constant service: every latency follows by hand, to the nanosecond. Of n
 * requests that leave in one batch of service time S at the last one's arrival, request j waits (n
 * − j) gaps; a batch that the queue delay sends off leaves a delay after its first request.
 */
record FullBatchFamily() implements CheckFamily {
  private static final long GAP_NS = 1_000_000;
  private static final int BATCHES = 1000;
  private static final double NS_PER_MS = 1e6;
  private static final long ENDLESS_US = 1_000_000_000_000L;

  @Override
  public String name() {
    return "dd1";
  }

  @Override
  public List<CheckCase> cases(Path data) {
    return List.of(
        batches("full.rho0.5", 1, 8, 8, ENDLESS_US, 4_000_000),
        batches("full.rho1", 1, 8, 8, ENDLESS_US, 8_000_000),
        batches("full.instances2.rho0.75", 2, 8, 8, ENDLESS_US, 12_000_000),
        // The first request of a batch waits 2.5 gaps, so that two more join it.
        batches("delay", 1, 8, 3, 2_500, 400_000));
  }

  /**
   * @param largest preferred and maximal batch size
   * @param size size of every batch
   */
  private static CheckCase batches(
      String name, int instances, int largest, int size, long delayUs, long serviceNs) {
    String id = "dd1." + name;
    ServingSystem system =
        Systems.parallel(
            instances,
            ModelConfig.dynamic(largest, delayUs, largest),
            ServiceCurve.linear(serviceNs, 0, ServiceDistribution.DETERMINISTIC),
            Arrivals.open(new ConstantRate(1e9 / GAP_NS)));
    int requests = BATCHES * size;
    // When the last of a batch arrives, or when the delay of its first is over.
    long startsNs = size == largest ? (size - 1) * GAP_NS : delayUs * 1000;
    RunOptions options = new RunOptions(requests * GAP_NS + GAP_NS / 2, 0, 1, 0, 0, true);
    return new CheckCase(
        id,
        requests,
        () -> {
          RunResult result = Simulation.run(system, options);
          var tenant = result.tenants().get(0);
          var latency = tenant.latency();
          double last = startsNs - (size - 1) * GAP_NS;
          List<CheckRow> rows = new ArrayList<>();
          rows.add(exact(id + ".completed", requests, tenant.completed()));
          rows.add(exact(id + ".batches", BATCHES, result.deployments().get(0).executions()));
          rows.add(exact(id + ".min", (last + serviceNs) / NS_PER_MS, latency.min() / NS_PER_MS));
          rows.add(
              exact(
                  id + ".max",
                  ((double) startsNs + serviceNs) / NS_PER_MS,
                  latency.max() / NS_PER_MS));
          rows.add(
              exact(
                  id + ".mean",
                  ((startsNs + last) / 2 + serviceNs) / NS_PER_MS,
                  latency.mean() / NS_PER_MS));
          return rows;
        });
  }

  /** Tolerates the rounding of a double, far below a nanosecond. */
  private static CheckRow exact(String id, double expected, double got) {
    return CheckRow.within(id, "D/D/1 in batches, by hand", expected, got, 1e-9 * expected);
  }
}
