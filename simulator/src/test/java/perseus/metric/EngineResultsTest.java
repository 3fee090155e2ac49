package perseus.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import perseus.arrival.Arrivals;
import perseus.arrival.Poisson;
import perseus.batching.ModelConfig;
import perseus.gpu.Interference;
import perseus.gpu.Sharing;
import perseus.price.Billing;
import perseus.price.Fleet;
import perseus.price.Price;
import perseus.profile.Basis;
import perseus.profile.ServiceCurve;
import perseus.profile.ServiceDistribution;
import perseus.server.Deployment;
import perseus.server.Gpu;
import perseus.server.Host;
import perseus.server.RoutingPolicy;
import perseus.server.RunOptions;
import perseus.server.RunResult;
import perseus.server.ServingSystem;
import perseus.server.Simulation;
import perseus.server.Tenant;

/** The statistics on runs of the engine. */
class EngineResultsTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long MS = 1_000_000L;

  /** Two tenants on one GPU: one open loop with batching, one closed loop. */
  private static ServingSystem system(double rate) {
    Tenant open = Tenant.of("open", "a", Arrivals.open(new Poisson(rate)));
    return new ServingSystem(
        List.of(Host.ideal("s0")),
        List.of(new Gpu("s0/gpu0", 0, "T4", Sharing.STREAMS, 0, Interference.NONE)),
        List.of(
            new Deployment(
                "a",
                0,
                ModelConfig.dynamic(8, 2000),
                ServiceCurve.linear(2 * MS, MS, ServiceDistribution.lognormal(0.2)),
                List.of(Deployment.Instance.on(0)),
                0,
                List.of()),
            new Deployment(
                "b",
                0,
                ModelConfig.NO_BATCHING,
                ServiceCurve.linear(MS, 0, ServiceDistribution.EXPONENTIAL),
                List.of(Deployment.Instance.on(0)),
                0,
                List.of())),
        List.of(open, Tenant.of("closed", "b", new Arrivals.ClosedLoop(2, 20 * MS, true, 0))),
        RoutingPolicy.LEAST_OUTSTANDING);
  }

  @ParameterizedTest
  @CsvSource({"50,0", "200,10", "400,5"})
  void everyRunObeysTheLaws(double rate, long warmUpS) {
    ServingSystem system = system(rate);
    RunResult run =
        Simulation.run(system, new RunOptions(60 * SECOND, warmUpS * SECOND, 1, 0, 0, false));
    assertThat(CrossChecks.check(system, run)).isEmpty();
    assertThat(run.tenants())
        .allMatch(tenant -> CrossChecks.littleGap(tenant, run.measuredNs()) < 0.01);
  }

  @Test
  void aSaturatedRunObeysTheLawsAndSaysThatItIs() {
    ServingSystem system = system(2000);
    Plan plan = Plan.of(20 * SECOND, 1, 2);
    ReplicationSet set = Replications.run(system, plan, null);
    Summary summary = summary(system, set);
    assertThat(set.steady()).isFalse();
    assertThat(summary.notes())
        .anyMatch(note -> note.contains("Tenant open is saturated"))
        .anyMatch(note -> note.contains("No steady state"));
  }

  private static Summary summary(ServingSystem system, ReplicationSet set) {
    Price price = new Price("t4", 0.6, Billing.PER_SECOND, "T4", 1, 0, 0, "", Basis.MEASURED);
    return Summarizer.summarize(
        "mixed", system, set, List.of(Basis.MEASURED, Basis.MEASURED), Fleet.of(1, price));
  }

  @Test
  void threadsChangeNothing() {
    ServingSystem system = system(200);
    Plan plan = Plan.of(20 * SECOND, 1, 3).withPrecision(0.05, 12);
    assertThat(summary(system, Replications.run(system, plan.withThreads(4), null)))
        .isEqualTo(summary(system, Replications.run(system, plan, null)));
  }

  @Test
  void batchMeansOfALongRunAgreeWithReplications() {
    ServingSystem system = system(200);
    Plan many = Plan.of(100 * SECOND, 5, 20).withWarmUp(WarmUp.of(SECOND)).withThreads(2);
    Plan one = Plan.of(2000 * SECOND, 6, 1).withWarmUp(WarmUp.of(SECOND));
    Summary replicated = summary(system, Replications.run(system, many, null));
    Summary batched = summary(system, Replications.run(system, one, null));
    for (Metric metric : List.of(Metric.AVG_MS, Metric.P50_MS, Metric.P99_MS)) {
      Estimate a = replicated.tenant("open").get(metric);
      Estimate b = batched.tenant("open").get(metric);
      assertThat(Math.abs(a.value() - b.value()))
          .as(metric.id())
          .isLessThan(2 * (a.halfWidth() + b.halfWidth()));
      assertThat(b.halfWidth() / a.halfWidth()).as(metric.id()).isBetween(0.4, 2.5);
    }
  }

  @Test
  void theBillAddsUp() {
    ServingSystem system = system(200);
    Plan plan = Plan.of(60 * SECOND, 1, 2).withWarmUp(WarmUp.of(0));
    Summary summary = summary(system, Replications.run(system, plan, null));
    double tenants =
        summary.tenant("open").get(Metric.COST_USD_PER_HOUR).value()
            + summary.tenant("closed").get(Metric.COST_USD_PER_HOUR).value();
    double idle = summary.whole().get(Metric.IDLE_SHARE).value();
    assertThat(tenants + idle * 0.6).isBetween(0.6 - 1e-9, 0.6 + 1e-9);
    assertThat(1 - idle)
        .isBetween(
            summary.whole().get(Metric.GPU_UTILIZATION).value() - 1e-9,
            summary.whole().get(Metric.GPU_UTILIZATION).value() + 1e-9);
  }
}
