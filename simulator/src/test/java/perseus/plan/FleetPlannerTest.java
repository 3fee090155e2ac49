package perseus.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import perseus.arrival.Arrivals;
import perseus.arrival.Poisson;
import perseus.batching.ModelConfig;
import perseus.gpu.Interference;
import perseus.gpu.Sharing;
import perseus.input.InvalidInput;
import perseus.metric.Metric;
import perseus.metric.Plan;
import perseus.price.Fleet;
import perseus.profile.Basis;
import perseus.profile.ServiceCurve;
import perseus.profile.ServiceDistribution;
import perseus.server.Deployment;
import perseus.server.Gpu;
import perseus.server.Host;
import perseus.server.RoutingPolicy;
import perseus.server.ServingSystem;
import perseus.server.Tenant;

class FleetPlannerTest {
  private static final long MS = 1_000_000;
  private static final Plan RUNS = Plan.of(60_000 * MS, 7, 5);

  private final List<String> progress = new ArrayList<>();

  /** Servers with one GPU and one model of 10 ms: 100 requests/s each at the very most. */
  private static Candidate servers(int count, Tenant... tenants) {
    List<Host> hosts = new ArrayList<>();
    List<Gpu> gpus = new ArrayList<>();
    List<Deployment> deployments = new ArrayList<>();
    ServiceCurve service = ServiceCurve.linear(0, 10 * MS, ServiceDistribution.DETERMINISTIC);
    for (int i = 0; i < count; i++) {
      hosts.add(Host.ideal("s" + i));
      gpus.add(new Gpu("s" + i + "/gpu0", i, "T4", Sharing.EXCLUSIVE, 0, Interference.NONE));
      deployments.add(
          new Deployment(
              "model",
              i,
              ModelConfig.NO_BATCHING,
              service,
              List.of(Deployment.Instance.on(i)),
              0,
              List.of()));
    }
    return new Candidate(
        new ServingSystem(
            hosts, gpus, deployments, List.of(tenants), RoutingPolicy.LEAST_OUTSTANDING),
        Fleet.unpriced(count),
        Collections.nCopies(tenants.length, Basis.ASSUMED));
  }

  private static Tenant tenant(String name, double rate, long sloMs) {
    return new Tenant(
        name, "model", Arrivals.open(new Poisson(rate)), 1, 0, 0, sloMs * MS, 99, 0, 0, 0);
  }

  private FleetAnswer plan(IntFunction<Candidate> candidates, int limit) {
    return FleetPlanner.plan("test", candidates, limit, RUNS, progress::add);
  }

  @Test
  void findsTheFewestServersAndSaysWhyOneFewerFails() {
    FleetAnswer found = plan(count -> servers(count, tenant("a", 450, 60)), 64);

    // 450 requests/s need more than 4.5 servers; with 5 the M/D/5 queue is at 90 %.
    Trial answer = found.answer().orElseThrow();
    Trial smaller = found.smaller().orElseThrow();
    assertThat(answer.count()).isGreaterThanOrEqualTo(5);
    assertThat(answer.meets()).isTrue();
    assertThat(answer.binding().latencyMs().value()).isLessThanOrEqualTo(60);
    assertThat(smaller.count()).isEqualTo(answer.count() - 1);
    assertThat(smaller.meets()).isFalse();
    assertThat(smaller.binding().verdict()).isNotEqualTo(Objective.Verdict.MET);
    assertThat(found.trials()).extracting(Trial::count).isSorted().doesNotHaveDuplicates();
    assertThat(progress).hasSize(found.trials().size());
  }

  @Test
  void moreServersNeverLowerTheAttainment() {
    FleetAnswer found = plan(count -> servers(count, tenant("a", 750, 25)), 64);

    List<Double> attainments =
        found.trials().stream()
            .map(trial -> trial.summary().orElseThrow().tenant("a").get(Metric.SLO_ATTAINMENT))
            .map(estimate -> estimate.value())
            .toList();
    assertThat(attainments).isSorted();
  }

  @Test
  void theTenantWithTheLeastHeadroomBinds() {
    FleetAnswer found =
        plan(count -> servers(count, tenant("lax", 80, 1000), tenant("strict", 80, 40)), 64);

    assertThat(found.answer().orElseThrow().binding().tenant()).isEqualTo("strict");
  }

  @Test
  void oneServerMayBeEnough() {
    FleetAnswer found = plan(count -> servers(count, tenant("a", 5, 1000)), 64);

    assertThat(found.answer().orElseThrow().count()).isEqualTo(1);
    assertThat(found.smaller()).isEmpty();
  }

  @Test
  void saysSoWhenTheLimitIsNotEnough() {
    FleetAnswer found = plan(count -> servers(count, tenant("a", 450, 5)), 6);

    assertThat(found.answer()).isEmpty();
    assertThat(found.smaller().orElseThrow().count()).isEqualTo(6);
    assertThat(found.smaller().orElseThrow().binding().verdict())
        .isEqualTo(Objective.Verdict.MISSED);
  }

  @Test
  void aSizeThatCannotBeSetUpDoesNotMeetTheSlos() {
    FleetAnswer found =
        plan(
            count -> {
              if (count < 3) {
                throw new InvalidInput("test", List.of("the models do not fit"));
              }
              return servers(count, tenant("a", 5, 1000));
            },
            64);

    assertThat(found.answer().orElseThrow().count()).isEqualTo(3);
    assertThat(found.smaller().orElseThrow().refusal()).contains("do not fit");
  }

  @Test
  void withoutAnSloThereIsNoQuestion() {
    assertThatThrownBy(() -> plan(count -> servers(count, tenant("a", 5, 0)), 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("No tenant has an SLO");
  }
}
