package perseus.calibrate.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.math3.stat.regression.SimpleRegression;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import perseus.calibrate.MeasurementTable.Row;
import perseus.gpu.CoRunners;
import perseus.gpu.IgniterInterference;
import perseus.gpu.Interference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * {@link IgniterInterference} with the coefficients that iGniter publishes for a V100 instead of
 * fitted ones: three batches at three SM shares per model, and one run beside a copy of itself.
 */
@EnabledIfEnvironmentVariable(
    named = "PERSEUS_DATA",
    matches = ".+",
    disabledReason = "needs the published coefficients; PERSEUS_DATA names no folder")
class PublishedIgniterTest {
  private static final double[] BATCH = {1, 16, 32};
  private static final double[] PERCENT = {10, 50, 100};
  private static final List<String> MODELS = List.of("alexnet", "resnet50", "vgg19");

  private static IgniterInterference model;
  private static final List<Map<String, Double>> TRAITS = new ArrayList<>();

  @BeforeAll
  static void read() {
    JsonNode root =
        new ObjectMapper()
            .readTree(
                Path.of(System.getenv("PERSEUS_DATA"))
                    .resolve("measurements/coefficients_v100_igniter.json")
                    .toFile());
    JsonNode hardware = root.get("hardware");
    double max = hardware.get("maxGPUfrequency").asDouble();
    double cap = hardware.get("maxGPUpower").asDouble();
    double idle = hardware.get("idlepower").asDouble();
    SimpleRegression delay = new SimpleRegression();
    double alone = at(hardware, "idletime", 0) * at(hardware, "frequency", 0) / max;
    for (int m = 2; m <= 5; m++) {
      double together = at(hardware, "idletime", m - 1) * at(hardware, "frequency", m - 1) / max;
      delay.addData(m, together - alone);
    }
    model =
        new IgniterInterference(
            delay.getSlope(), delay.getIntercept(), idle, cap, max, clockSlope(hardware, max, cap));
    for (String name : MODELS) {
      TRAITS.add(traits(root.get(name), max, idle));
    }
  }

  @Test
  void theSchedulerDelayIsAFewMicrosecondsPerKernelAndNeighbour() {
    assertThat(model.schedulerAlphaMs()).isEqualTo(0.005, within(0.0005));
    assertThat(model.schedulerAlphaMs() * 2 + model.schedulerBetaMs())
        .isEqualTo(0.0003, within(0.0005));
    assertThat(model.frequencyAlpha()).isEqualTo(-1.0255, within(0.001));
  }

  /** iGniter reports 0.04 to 9.3 % for its own predictions of latency. */
  @Test
  void predictsPairsThatItsCoefficientsNeverSaw() throws Exception {
    Interference bound = model.bind(MODELS, TRAITS);
    double sum = 0;
    int n = 0;
    for (Row row : Tables.published("interference_v100_mps_calibration.csv").rows()) {
      CoRunners pair = pair(row);
      for (int me = 1; me <= 2; me++) {
        double slowdown = bound.slowdown(pair, me - 1);
        assertThat(slowdown).isBetween(1.0, 1.5);
        sum += Math.abs(slowdown / row.number("slowdown" + me) - 1);
        n++;
      }
    }
    assertThat(100 * sum / n).isLessThan(9.3);
  }

  private static Map<String, Double> traits(JsonNode model, double max, double idle) {
    double scheduling = model.get("idletime_1").asDouble();
    List<double[]> points = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        double ms = at(model.get("gpulatency").get(i), j);
        double clock = at(model.get("frequency").get(i), j);
        points.add(
            new double[] {
              BATCH[i],
              PERCENT[j],
              ms * Math.min(1, clock / max) - scheduling,
              at(model.get("power").get(i), j) - idle,
              clock,
              i == j ? at(model.get("l2caches"), i) : Double.NaN,
              ms - scheduling
            });
      }
    }
    double perInference = points.get(8)[2] / 32 * 100;
    double[] k =
        LeastSquares.fit(
            p -> points.stream().mapToDouble(x -> activeMs(p, x) - x[2]).toArray(),
            new double[] {0, perInference, perInference, 1, 0.1},
            new double[] {-perInference, 0, -1e4, -5, -10},
            new double[] {perInference, 1e4, 1e4, 50, 10},
            Double.POSITIVE_INFINITY);
    SimpleRegression power = new SimpleRegression();
    SimpleRegression l2 = new SimpleRegression();
    for (double[] x : points) {
      double ability = 1000 * x[0] / x[6];
      if (x[4] > max - 1) {
        power.addData(ability, x[3]);
      }
      if (!Double.isNaN(x[5])) {
        l2.addData(ability, x[5]);
      }
    }
    Map<String, Double> traits = new TreeMap<>();
    for (int i = 0; i < 5; i++) {
      traits.put("k" + (i + 1), k[i]);
    }
    double together =
        model.get("activetime_2").asDouble() * model.get("frequency_2").asDouble() / max;
    traits.put(
        "cacheAlpha",
        (together / model.get("activetime_1").asDouble() - 1) / model.get("l2cache").asDouble());
    traits.put("kernels", model.get("kernel").asDouble());
    traits.put("schedulingMs", scheduling);
    traits.put("powerAlpha", power.getSlope());
    traits.put("powerBeta", power.getIntercept());
    traits.put("l2Alpha", l2.getSlope());
    traits.put("l2Beta", l2.getIntercept());
    return traits;
  }

  /** MHz per W above the cap; what the device wants above it continues what it took below. */
  private static double clockSlope(JsonNode hardware, double max, double cap) {
    double step = (at(hardware, "power", 2) - at(hardware, "power", 0)) / 2;
    double wanted = at(hardware, "power", 2);
    double xy = 0;
    double xx = 0;
    for (int i = 3; i < 5; i++) {
      wanted += step;
      xy += (wanted - cap) * (at(hardware, "frequency", i) - max);
      xx += (wanted - cap) * (wanted - cap);
    }
    return xy / xx;
  }

  private static double activeMs(double[] k, double[] x) {
    return (k[0] * x[0] * x[0] + k[1] * x[0] + k[2]) / (x[1] + k[3]) + k[4];
  }

  private static double at(JsonNode object, String array, int i) {
    return at(object.get(array), i);
  }

  private static double at(JsonNode array, int i) {
    return array.get(i).asDouble();
  }

  private static CoRunners pair(Row row) {
    return new CoRunners() {
      @Override
      public int count() {
        return 2;
      }

      @Override
      public int deployment(int k) {
        return MODELS.indexOf(row.text("model" + (k + 1)));
      }

      @Override
      public int batchSize(int k) {
        return row.integer("batch" + (k + 1), 0);
      }

      @Override
      public double share(int k) {
        return row.number("mps_pct" + (k + 1)) / 100;
      }
    };
  }
}
