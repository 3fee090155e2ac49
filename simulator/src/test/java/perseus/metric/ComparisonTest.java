package perseus.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import perseus.arrival.Arrivals;
import perseus.arrival.Poisson;
import perseus.batching.ModelConfig;
import perseus.gpu.Interference;
import perseus.gpu.Sharing;
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

class ComparisonTest {
  private static final long MS = 1_000_000;

  /** An M/M/1 queue at 80 requests/s. */
  private static List<Summary> queue(String name, double serviceMs, int replications) {
    ServingSystem system =
        new ServingSystem(
            List.of(Host.ideal("s")),
            List.of(new Gpu("g", 0, "T4", Sharing.EXCLUSIVE, 0, Interference.NONE)),
            List.of(
                new Deployment(
                    "m",
                    0,
                    ModelConfig.NO_BATCHING,
                    ServiceCurve.linear(0, serviceMs * MS, ServiceDistribution.EXPONENTIAL),
                    List.of(Deployment.Instance.on(0)),
                    0,
                    List.of())),
            List.of(Tenant.of("a", "m", Arrivals.open(new Poisson(80)))),
            RoutingPolicy.LEAST_OUTSTANDING);
    Plan plan = Plan.of(60_000 * MS, 3, replications).withWarmUp(WarmUp.of(5_000 * MS));
    return Comparison.perReplication(
        name,
        system,
        Replications.run(system, plan, null),
        List.of(Basis.ASSUMED),
        Fleet.unpriced(1));
  }

  private static Comparison.Row mean(Comparison comparison) {
    return comparison.rows().stream()
        .filter(row -> row.tenant().equals("a") && row.metric() == Metric.AVG_MS)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aSystemDoesNotDifferFromItself() {
    Comparison comparison = Comparison.of(queue("x", 10, 3), queue("y", 10, 3));

    assertThat(comparison.rows())
        .isNotEmpty()
        .allSatisfy(row -> assertThat(row.difference().value()).isZero())
        .noneMatch(Comparison.Row::significant);
  }

  @Test
  void pairingSeesADifferenceThatTheSystemsOwnIntervalsHide() {
    List<Summary> slow = queue("slow", 10, 8);
    List<Summary> fast = queue("fast", 9.9, 8);

    Comparison.Row row = mean(Comparison.of(slow, fast));

    // M/M/1: 1/(100 − 80) s = 50 ms and 1/(1/0.0099 − 80) s = 47.6 ms.
    assertThat(row.difference().value()).isCloseTo(-2.4, within(1.2));
    assertThat(row.significant()).isTrue();
    double[] means =
        slow.stream().mapToDouble(s -> s.tenant("a").get(Metric.AVG_MS).value()).toArray();
    assertThat(row.difference().halfWidth())
        .isLessThan(Intervals.halfWidth(Intervals.CONFIDENCE, means) / 3);
  }

  @Test
  void oneReplicationHasNoInterval() {
    Comparison.Row row = mean(Comparison.of(queue("x", 10, 1), queue("y", 9, 1)));

    assertThat(row.difference().hasInterval()).isFalse();
    assertThat(row.significant()).isFalse();
  }

  @Test
  void pairsAreNeeded() {
    List<Summary> three = queue("x", 10, 3);
    List<Summary> two = queue("y", 10, 2);

    assertThatThrownBy(() -> Comparison.of(three, two)).hasMessageContaining("3 and 2");
  }
}
