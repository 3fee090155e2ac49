package perseus.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import perseus.kernel.InvariantViolation;
import perseus.kernel.LatencyHistogram;
import perseus.server.RunResult;
import perseus.server.RunResult.TenantResult;
import perseus.server.ServingSystem;

class CrossChecksTest {
  private static final long SECOND = 1_000_000_000L;
  private static final ServingSystem SYSTEM = Runs.system("a");

  private static RunResult run(long arrived, long completed, double inFlight, double gpuBusyNs) {
    LatencyHistogram latency = new LatencyHistogram();
    for (int i = 0; i < 10; i++) {
      latency.record(SECOND / 100);
    }
    TenantResult tenant =
        new TenantResult(
            arrived,
            completed,
            0,
            0,
            0,
            0,
            0,
            completed,
            completed,
            completed,
            1,
            latency,
            List.of(),
            new double[1000],
            0,
            0,
            0,
            0,
            0,
            inFlight,
            SECOND,
            0);
    RunResult sound = Runs.run(SECOND, new double[] {SECOND / 10.0}, tenant);
    return new RunResult(
        SECOND,
        List.of(tenant),
        sound.deployments(),
        List.of(new RunResult.GpuResult(gpuBusyNs, gpuBusyNs / SECOND)),
        1);
  }

  @Test
  void acceptsASoundRun() {
    RunResult sound = run(10, 10, 0.1, SECOND / 10.0);
    assertThat(CrossChecks.check(SYSTEM, sound)).isEmpty();
    assertThat(CrossChecks.littleGap(sound.tenants().get(0), SECOND)).isCloseTo(0, within(1e-9));
  }

  @Test
  void seesALostRequest() {
    assertThatThrownBy(() -> CrossChecks.enforce(SYSTEM, run(11, 10, 0.1, SECOND / 10.0)))
        .isInstanceOf(InvariantViolation.class)
        .hasMessageContaining("arrived = sum of outcomes")
        .hasMessageContaining("tenant a")
        .hasMessageContaining("arrived 11, outcomes 10");
  }

  @Test
  void seesARequestAnsweredTwice() {
    assertThat(CrossChecks.check(SYSTEM, run(11, 11, 0.11, SECOND / 10.0)))
        .extracting(CrossChecks.Finding::rule)
        .contains("one latency per completed request");
  }

  @Test
  void seesTooFewAndTooManyRequestsInFlight() {
    assertThat(CrossChecks.check(SYSTEM, run(10, 10, 0.09, SECOND / 10.0)))
        .extracting(CrossChecks.Finding::rule)
        .containsExactly("Little's law");
    assertThat(CrossChecks.check(SYSTEM, run(10, 10, 0.11, SECOND / 10.0)))
        .extracting(CrossChecks.Finding::rule)
        .containsExactly("Little's law");
  }

  @Test
  void seesGpuTimeThatNobodyUsed() {
    assertThat(CrossChecks.check(SYSTEM, run(10, 10, 0.1, SECOND / 5.0)))
        .extracting(CrossChecks.Finding::rule)
        .containsExactly("attributed GPU time = busy GPU time");
  }

  @Test
  void seesADeviceBusierThanTime() {
    assertThat(CrossChecks.check(SYSTEM, run(10, 10, 0.1, 2.0 * SECOND)))
        .extracting(CrossChecks.Finding::rule)
        .contains("busy <= elapsed");
  }
}
