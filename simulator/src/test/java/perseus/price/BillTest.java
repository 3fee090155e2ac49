package perseus.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import perseus.arrival.Arrivals;
import perseus.batching.ModelConfig;
import perseus.gpu.Interference;
import perseus.gpu.Sharing;
import perseus.metric.Runs;
import perseus.profile.Basis;
import perseus.server.Deployment;
import perseus.server.Gpu;
import perseus.server.RunResult;
import perseus.server.ServingSystem;
import perseus.server.Tenant;

class BillTest {
  private static final long HOUR = Billing.HOUR_NS;
  private static final Price P4 =
      new Price("p4", 0.60, Billing.PER_SECOND, "P4", 1, 0, 0, "", Basis.MEASURED);

  @Test
  void splitsByGpuTimeAndShowsTheIdleRest() {
    ServingSystem system = Runs.system("a", "b");
    RunResult run =
        Runs.run(
            HOUR,
            new double[] {0.3 * HOUR, 0.2 * HOUR},
            Runs.tenant(HOUR, 5),
            Runs.tenant(HOUR, 5));
    Bill bill = Bill.of(system, run, HOUR, Fleet.of(1, P4));
    assertThat(bill.usdPerHour()).isCloseTo(0.60, within(1e-12));
    assertThat(bill.tenantUsdPerHour()).containsExactly(new double[] {0.18, 0.12}, within(1e-12));
    assertThat(bill.idleShare()).isCloseTo(0.5, within(1e-12));
    assertThat(bill.overbilling()).isCloseTo(0, within(1e-12));
  }

  @Test
  void billsTheTimeThatTheServerStoodAndNotTheTimeMeasured() {
    Price hourly = new Price("x", 3, new Billing(HOUR, 0), "P4", 1, 0, 0, "", Basis.MEASURED);
    RunResult run = Runs.run(HOUR / 4, new double[] {0}, Runs.tenant(HOUR / 4, 5));
    Bill bill = Bill.of(Runs.system("a"), run, HOUR / 2, Fleet.of(1, hourly));
    assertThat(bill.usdPerHour()).isCloseTo(6, within(1e-12));
    assertThat(bill.overbilling()).isCloseTo(1, within(1e-12));
    assertThat(bill.idleShare()).isEqualTo(1);
  }

  @Test
  void splitsASharedModelByInferences() {
    ServingSystem one = Runs.system("a");
    List<Tenant> tenants = new ArrayList<>(one.tenants());
    tenants.add(Tenant.of("c", "a-model", Arrivals.closed(1, 0)));
    ServingSystem system =
        new ServingSystem(one.hosts(), one.gpus(), one.deployments(), tenants, one.routing());
    RunResult first = Runs.run(HOUR, new double[] {0.4 * HOUR}, Runs.tenant(HOUR, 5, 5, 5));
    RunResult run =
        new RunResult(
            HOUR,
            List.of(first.tenants().get(0), Runs.tenant(HOUR, 5)),
            first.deployments(),
            first.gpus(),
            1);
    assertThat(Bill.of(system, run, HOUR, Fleet.of(1, P4)).tenantUsdPerHour())
        .containsExactly(new double[] {0.18, 0.06}, within(1e-12));
  }

  @Test
  void chargesTheStepsOfAnEnsembleToWhoAskedForIt() {
    ServingSystem one = Runs.system("a");
    Deployment ensemble =
        new Deployment(
            "pipeline",
            0,
            ModelConfig.NO_BATCHING,
            one.deployments().get(0).service(),
            List.of(),
            0,
            List.of(
                new Deployment.EnsembleStep(0, List.of()),
                new Deployment.EnsembleStep(0, List.of(0))));
    ServingSystem system =
        new ServingSystem(
            one.hosts(),
            one.gpus(),
            List.of(one.deployments().get(0), ensemble),
            List.of(
                Tenant.of("direct", "a-model", Arrivals.closed(1, 0)),
                Tenant.of("piped", "pipeline", Arrivals.closed(1, 0))),
            one.routing());
    RunResult run =
        Runs.run(HOUR, new double[] {0.3 * HOUR, 0}, Runs.tenant(HOUR, 5), Runs.tenant(HOUR, 5));
    assertThat(Bill.of(system, run, HOUR, Fleet.of(1, P4)).tenantUsdPerHour())
        .containsExactly(new double[] {0.06, 0.12}, within(1e-12));
  }

  @Test
  void weighsMigSlicesByMemoryAndGpusAlike() {
    ServingSystem one = Runs.system("a");
    ServingSystem system =
        new ServingSystem(
            one.hosts(),
            List.of(
                gpu("s0/gpu0/mig0", 20),
                gpu("s0/gpu0/mig1", 10),
                gpu("s0/gpu0/mig2", 10),
                gpu("s0/gpu1", 40)),
            one.deployments(),
            one.tenants(),
            one.routing());
    assertThat(Bill.deviceWeights(system))
        .containsExactly(new double[] {0.25, 0.125, 0.125, 0.5}, within(1e-12));
  }

  private static Gpu gpu(String name, long memory) {
    return new Gpu(name, 0, "A100", Sharing.STREAMS, memory, Interference.NONE);
  }

  @Test
  void isUnknownUnlessEveryServerHasAPrice() {
    assertThat(Fleet.of(2, P4).isPriced()).isTrue();
    assertThat(Fleet.unpriced(2).isPriced()).isFalse();
    assertThat(Fleet.of(2, P4).basis()).isEqualTo(Basis.MEASURED);
  }
}
