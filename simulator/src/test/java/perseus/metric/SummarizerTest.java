package perseus.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import perseus.price.Billing;
import perseus.price.Fleet;
import perseus.price.Price;
import perseus.profile.Basis;
import perseus.server.RunResult;
import perseus.server.RunResult.TenantResult;
import perseus.server.ServingSystem;

class SummarizerTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long MS = 1_000_000L;
  private static final ServingSystem SYSTEM = Runs.system("a", "b");
  private static final Price PRICE =
      new Price("t4", 0.36, Billing.PER_SECOND, "T4", 1, 4, 16, "", Basis.ASSUMED);

  private static RunResult run(long... latenciesMs) {
    long[] ns = new long[latenciesMs.length];
    for (int i = 0; i < ns.length; i++) {
      ns[i] = latenciesMs[i] * MS;
    }
    double[] series = new double[TenantResult.SERIES];
    return Runs.run(
        SECOND,
        new double[] {SECOND / 4.0, SECOND / 4.0},
        Runs.tenant(SECOND, 15 * MS, series, ns),
        Runs.tenant(SECOND, 15 * MS, series, 10 * MS));
  }

  private static Summary summary(Fleet fleet, RunResult... runs) {
    return Summarizer.summarize(
        "two",
        SYSTEM,
        new ReplicationSet(List.of(runs), 0, true, true, Double.NaN),
        List.of(Basis.MEASURED, Basis.EXTRAPOLATED),
        fleet);
  }

  @Test
  void averagesReplicationsWithStudentIntervals() {
    Summary.Tenant a =
        summary(Fleet.unpriced(1), run(10, 20), run(20, 20), run(10, 10)).tenant("a");
    assertThat(a.get(Metric.ARRIVED).value()).isEqualTo(2);
    assertThat(a.get(Metric.AVG_MS).value()).isCloseTo(15, within(1e-9));
    // t(0.975, 2) = 4.302653, s = 5.
    assertThat(a.get(Metric.AVG_MS).halfWidth())
        .isCloseTo(4.302653 * 5 / Math.sqrt(3), within(1e-4));
    assertThat(a.get(Metric.SLO_ATTAINMENT).value()).isCloseTo(0.5, within(1e-12));
    assertThat(a.get(Metric.SLO_ATTAINMENT).high()).isEqualTo(1);
    assertThat(a.get(Metric.SLO_ATTAINMENT).low()).isZero();
    assertThat(a.get(Metric.GOODPUT_IPS).value()).isCloseTo(1, within(1e-12));
  }

  @Test
  void sumsUpTheWhole() {
    Summary.Tenant whole = summary(Fleet.of(1, PRICE), run(10, 20), run(10, 20)).whole();
    assertThat(whole.get(Metric.THROUGHPUT_IPS).value()).isCloseTo(3, within(1e-12));
    assertThat(whole.get(Metric.SLO_ATTAINMENT).value()).isCloseTo(2.0 / 3, within(1e-12));
    assertThat(whole.get(Metric.GPU_UTILIZATION).value()).isCloseTo(0.5, within(1e-12));
    assertThat(whole.get(Metric.COST_USD_PER_HOUR).value()).isCloseTo(0.36, within(1e-12));
    assertThat(whole.get(Metric.COST_USD_PER_1K).value()).isCloseTo(0.1 / 3, within(1e-12));
    assertThat(whole.get(Metric.COST_USD_PER_1K_IN_SLO).value()).isCloseTo(0.05, within(1e-12));
    assertThat(whole.get(Metric.IDLE_SHARE).value()).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void theBasisTravelsWithTheNumber() {
    Summary summary = summary(Fleet.of(1, PRICE), run(10, 20), run(10, 20));
    assertThat(summary.tenant("a").get(Metric.P99_MS).basis()).isEqualTo(Basis.MEASURED);
    assertThat(summary.tenant("a").get(Metric.COST_USD_PER_1K).basis()).isEqualTo(Basis.ASSUMED);
    assertThat(summary.whole().get(Metric.P99_MS).basis()).isEqualTo(Basis.EXTRAPOLATED);
    assertThat(summary.notes()).anyMatch(note -> note.contains("Tenant b rests on extrapolated"));
  }

  @Test
  void leavesOpenWhatIsNotDefined() {
    Summary summary = summary(Fleet.unpriced(1), run(), run());
    assertThat(summary.tenant("a").get(Metric.AVG_MS).isDefined()).isFalse();
    assertThat(summary.tenant("a").get(Metric.SLO_ATTAINMENT).isDefined()).isFalse();
    assertThat(summary.whole().get(Metric.COST_USD_PER_HOUR).isDefined()).isFalse();
    assertThat(summary.notes()).anyMatch(note -> note.contains("sent nothing"));
  }

  @Test
  void holdsEveryMetricOfEveryTenantInOrder() {
    Summary summary = summary(Fleet.unpriced(1), run(10, 20));
    assertThat(summary.tenants())
        .extracting(Summary.Tenant::name)
        .containsExactly("a", "b", Summary.WHOLE);
    assertThat(summary.tenants())
        .allMatch(
            tenant -> List.copyOf(tenant.estimates().keySet()).equals(List.of(Metric.values())));
  }
}
