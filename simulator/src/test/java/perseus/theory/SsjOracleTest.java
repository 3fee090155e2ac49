package perseus.theory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import perseus.arrival.Arrivals;
import perseus.arrival.Poisson;
import perseus.batching.ModelConfig;
import perseus.gpu.Interference;
import perseus.gpu.Sharing;
import perseus.metric.Intervals;
import perseus.profile.ServiceCurve;
import perseus.profile.ServiceDistribution;
import perseus.server.Deployment;
import perseus.server.Deployment.Instance;
import perseus.server.Gpu;
import perseus.server.Host;
import perseus.server.RoutingPolicy;
import perseus.server.RunOptions;
import perseus.server.RunResult;
import perseus.server.ServingSystem;
import perseus.server.Simulation;
import perseus.server.Tenant;
import umontreal.ssj.rng.MRG32k3a;

/** Means of both programs agree within the joint 99.99 % interval, which is narrow. */
@Isolated("SSJ's generators advance static state without a lock")
class SsjOracleTest {
  private static final int REPLICATIONS = 32;
  private static final double CONFIDENCE = 0.9999;

  /** Unit of time of the SSJ models, in ns. */
  private static final double UNIT_NS = 1e6;

  @ParameterizedTest(name = "{0} instances, batch ≤ {1}, load {2}")
  @CsvSource({"1, 1, 0.8", "3, 1, 0.8", "1, 4, 0.8", "2, 4, 0.7", "3, 8, 0.8"})
  void dynamicBatchingWithoutDelay(int instances, int largestBatch, double load) {
    double rate = load * instances * largestBatch;
    double warmUp = 200;
    double horizon = warmUp + 80_000.0 / (instances * largestBatch);
    new MRG32k3a().resetStartStream();
    double[] sojourns = new double[REPLICATIONS];
    double[] batches = new double[REPLICATIONS];
    for (int r = 0; r < REPLICATIONS; r++) {
      SsjBatchQueue oracle = new SsjBatchQueue(instances, largestBatch, rate, 1, warmUp);
      oracle.run(horizon);
      sojourns[r] = oracle.meanSojourn();
      batches[r] = oracle.meanBatch();
    }

    List<Gpu> gpus = new ArrayList<>();
    List<Instance> on = new ArrayList<>();
    for (int g = 0; g < instances; g++) {
      gpus.add(gpu(g, Sharing.EXCLUSIVE));
      on.add(Instance.on(g));
    }
    ServingSystem system =
        system(
            gpus,
            List.of(
                new Deployment(
                    "m",
                    0,
                    largestBatch == 1
                        ? ModelConfig.NO_BATCHING
                        : ModelConfig.dynamic(largestBatch, 0),
                    ServiceCurve.linear(UNIT_NS, 0, ServiceDistribution.EXPONENTIAL),
                    on,
                    0,
                    List.of())),
            List.of(tenant("m", rate)));
    agree(
        "sojourn",
        sojourns,
        engine(system, warmUp, horizon, r -> r.tenants().get(0).latency().mean() / UNIT_NS));
    agree(
        "batch",
        batches,
        engine(
            system,
            warmUp,
            horizon,
            r -> {
              var d = r.deployments().get(0);
              return (double) d.inferences() / d.executions();
            }));
  }

  @Test
  void twoModelsShareAGpu() {
    double warmUp = 200;
    double horizon = 60_000;
    List<SsjSharedGpu.Model> models =
        List.of(
            new SsjSharedGpu.Model(0.35, 0.3, 0.7, 0.8, 2),
            new SsjSharedGpu.Model(0.1, 0.5, 3, 0.6, 1));
    double[][] sojourns = new double[2][REPLICATIONS];
    for (int r = 0; r < REPLICATIONS; r++) {
      SsjSharedGpu oracle = new SsjSharedGpu(models, warmUp);
      oracle.run(horizon);
      for (int m = 0; m < 2; m++) {
        sojourns[m][r] = oracle.meanSojourn(m);
      }
    }

    List<Deployment> deployments = new ArrayList<>();
    List<Tenant> tenants = new ArrayList<>();
    for (int m = 0; m < 2; m++) {
      SsjSharedGpu.Model model = models.get(m);
      tenants.add(tenant("m" + m, model.rate()));
      deployments.add(
          new Deployment(
              "m" + m,
              0,
              ModelConfig.NO_BATCHING,
              executions(model),
              Collections.nCopies(model.instances(), Instance.on(0)),
              0,
              List.of()));
    }
    ServingSystem system = system(List.of(gpu(0, Sharing.STREAMS)), deployments, tenants);
    for (int m = 0; m < 2; m++) {
      int tenant = m;
      agree(
          "sojourn of model " + m,
          sojourns[m],
          engine(system, warmUp, horizon, r -> r.tenants().get(tenant).latency().mean() / UNIT_NS));
    }
  }

  /** The curve's host part is an execution's total less its GPU work. */
  private static ServiceCurve executions(SsjSharedGpu.Model model) {
    double host = model.meanHostTime() * UNIT_NS;
    double gpu = model.meanGpuTime() * UNIT_NS;
    return new ServiceCurve(
        new int[] {1},
        new double[] {host},
        new double[] {gpu},
        new double[1],
        new double[] {gpu},
        ServiceDistribution.EXPONENTIAL,
        model.occupancy());
  }

  private static Gpu gpu(int index, Sharing sharing) {
    return new Gpu("s/gpu" + index, 0, "G", sharing, 0, Interference.NONE);
  }

  private static Tenant tenant(String model, double rate) {
    return Tenant.of(model, model, Arrivals.open(new Poisson(rate * 1e9 / UNIT_NS)));
  }

  private static ServingSystem system(
      List<Gpu> gpus, List<Deployment> deployments, List<Tenant> tenants) {
    return new ServingSystem(
        List.of(Host.ideal("s")), gpus, deployments, tenants, RoutingPolicy.LEAST_OUTSTANDING);
  }

  private static double[] engine(
      ServingSystem system, double warmUp, double horizon, ToDoubleFunction<RunResult> value) {
    double[] values = new double[REPLICATIONS];
    Arrays.setAll(
        values,
        r ->
            value.applyAsDouble(
                Simulation.run(
                    system,
                    new RunOptions(
                        Math.round(horizon * UNIT_NS),
                        Math.round(warmUp * UNIT_NS),
                        1,
                        r,
                        0,
                        false))));
    return values;
  }

  private static void agree(String what, double[] oracle, double[] engine) {
    double difference = Intervals.mean(engine) - Intervals.mean(oracle);
    double halfWidth =
        Math.hypot(
            Intervals.halfWidth(CONFIDENCE, oracle), Intervals.halfWidth(CONFIDENCE, engine));
    assertThat(halfWidth)
        .as("half-width of the difference of %s", what)
        .isLessThan(0.06 * Intervals.mean(oracle));
    assertThat(Math.abs(difference))
        .as(
            "%s: SSJ %s, engine %s, half-width %s",
            what, Intervals.mean(oracle), Intervals.mean(engine), halfWidth)
        .isLessThanOrEqualTo(halfWidth);
  }
}
