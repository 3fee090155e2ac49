package perseus.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import perseus.arrival.Arrivals;
import perseus.batching.ModelConfig;
import perseus.gpu.Interference;
import perseus.gpu.Sharing;
import perseus.profile.ServiceCurve;
import perseus.profile.ServiceDistribution;

/** The laws of {@link Sharing} for n copies of a model that always run, 10 ms each alone. */
class DeviceSharingTest {
  private static final long MS = 1_000_000;

  @ParameterizedTest
  @CsvSource({
    // occupancy, latency fraction, copies, expected ms
    "1, 0, 3, 30",
    "0.25, 0, 4, 10",
    "0.25, 0, 6, 15",
    "0.4, 0.6, 1, 10",
    "0.4, 0.6, 3, 18",
    "0.4, 0.3, 2, 11",
  })
  void copiesUnderMps(double occupancy, double latencyFraction, int copies, double expectedMs) {
    assertThat(latencyMs(Sharing.MPS, occupancy, latencyFraction, copies))
        .isEqualTo(expectedMs, within(0.01));
  }

  @ParameterizedTest
  @CsvSource({"1, 10", "2, 22", "5, 55"})
  void copiesInTimeSlices(int copies, double expectedMs) {
    Sharing sharing = new Sharing(Sharing.Mode.TIME_SLICED, 0.1);
    assertThat(latencyMs(sharing, 0.2, 0, copies)).isEqualTo(expectedMs, within(0.01));
  }

  @ParameterizedTest
  @CsvSource({"1, 10", "4, 10", "8, 20"})
  void occupancyMayDependOnTheBatchSize(int requestBatch, double expectedMs) {
    double[] time = {10.0 * MS, 10.0 * MS};
    ServiceCurve curve =
        new ServiceCurve(
            new int[] {4, 8},
            new double[2],
            time,
            new double[2],
            time,
            ServiceDistribution.DETERMINISTIC,
            new double[] {0.5, 1},
            new double[2]);
    assertThat(latencyMs(Sharing.STREAMS, curve, 2, requestBatch))
        .isEqualTo(expectedMs, within(0.01));
  }

  private static double latencyMs(
      Sharing sharing, double occupancy, double latencyFraction, int copies) {
    double[] time = {10.0 * MS};
    ServiceCurve curve =
        new ServiceCurve(
            new int[] {1},
            new double[1],
            time,
            new double[1],
            time,
            ServiceDistribution.DETERMINISTIC,
            new double[] {occupancy},
            new double[] {latencyFraction});
    return latencyMs(sharing, curve, copies, 1);
  }

  private static double latencyMs(
      Sharing sharing, ServiceCurve curve, int copies, int requestBatch) {
    Deployment deployment =
        new Deployment(
            "m",
            0,
            new ModelConfig(8, null, false, false),
            curve,
            Collections.nCopies(copies, Deployment.Instance.on(0)),
            0,
            List.of());
    ServingSystem system =
        new ServingSystem(
            List.of(Host.ideal("h")),
            List.of(new Gpu("g", 0, "T4", sharing, 0, Interference.NONE)),
            List.of(deployment),
            List.of(
                new Tenant(
                    "t", "m", Arrivals.closed(copies, 0), requestBatch, 0, 0, 0, 99, 0, 0, 0)),
            RoutingPolicy.LEAST_OUTSTANDING);
    RunResult result = Simulation.run(system, new RunOptions(2000 * MS, 500 * MS, 1, 0, 0, false));
    return result.tenants().get(0).latency().mean() / MS;
  }
}
