package perseus.calibrate.sharing;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.math3.stat.regression.SimpleRegression;
import perseus.calibrate.MeasurementTable;
import perseus.calibrate.MeasurementTable.Row;
import perseus.profile.ServiceCurve;
import perseus.profile.ServiceDistribution;

/** Latencies of models alone on one GPU type, by batch size and percent of the SMs. */
final class SoloLatencies {
  private static final double NS_PER_MS = 1e6;

  /** Model → percent → batch → measurement. */
  private final Map<String, Map<Double, Map<Integer, Point>>> points = new TreeMap<>();

  private final Map<String, String> backends = new TreeMap<>();

  private record Point(double latencyMs, double l2Percent, String source) {}

  /** Reads solo tables and the solo columns of pairs; a solo table's row wins. */
  static Map<String, SoloLatencies> byGpu(List<MeasurementTable> tables) {
    Map<String, SoloLatencies> byGpu = new TreeMap<>();
    for (MeasurementTable table : tables) {
      for (Row row : table.rows()) {
        SoloLatencies solo = byGpu.computeIfAbsent(gpu(row.text("gpu")), g -> new SoloLatencies());
        if (table.kind().equals(SharingTables.SOLO)) {
          String model = row.text("model");
          solo.backends.put(model, row.text("backend").split(" ", 2)[0]);
          solo.cell(model, row.number("mps_thread_pct"))
              .put(
                  row.integer("batch", 0),
                  new Point(row.number("latency_ms"), row.number("l2_util_pct"), table.name()));
        } else if (table.kind().equals(SharingTables.PAIRS)) {
          for (int me = 1; me <= 2; me++) {
            solo.cell(row.text("model" + me), row.number("mps_pct" + me))
                .putIfAbsent(
                    row.integer("batch" + me, 0),
                    new Point(row.number("solo_latency" + me + "_ms"), Double.NaN, table.name()));
          }
        }
      }
    }
    return byGpu;
  }

  /** The GPU's name without a remark in brackets. */
  static String gpu(String cell) {
    int bracket = cell.indexOf('(');
    return (bracket < 0 ? cell : cell.substring(0, bracket)).strip();
  }

  /** Variant of the profile entry for a share of the SMs. */
  static String variant(double percent) {
    return percent == Math.rint(percent) ? "mps-" + (long) percent : "mps-" + percent;
  }

  List<String> models() {
    return List.copyOf(points.keySet());
  }

  List<Double> percents(String model) {
    return List.copyOf(points.get(model).keySet());
  }

  /** Backend named by the solo table, empty if none does. */
  String backend(String model) {
    return backends.getOrDefault(model, "");
  }

  List<String> sources(String model, double percent) {
    Set<String> sources = new LinkedHashSet<>();
    points.get(model).get(percent).values().forEach(point -> sources.add(point.source()));
    return List.copyOf(sources);
  }

  /** Latency against batch size at a share: all of it GPU work, on all SMs of the share. */
  ServiceCurve curve(String model, double percent) {
    Map<Integer, Point> byBatch = points.get(model).get(percent);
    int n = byBatch.size();
    int[] batch = new int[n];
    double[] time = new double[n];
    int i = 0;
    for (Map.Entry<Integer, Point> entry : byBatch.entrySet()) {
      batch[i] = entry.getKey();
      time[i] = entry.getValue().latencyMs() * NS_PER_MS;
      i++;
    }
    return new ServiceCurve(
        batch,
        new double[n],
        time,
        new double[n],
        time,
        ServiceDistribution.DETERMINISTIC,
        percent / 100);
  }

  /** Inferences per second at the median of the measured points. */
  double typicalAbility(String model) {
    List<Double> abilities = new ArrayList<>();
    each(model, (batch, percent, point) -> abilities.add(1000 * batch / point.latencyMs()));
    abilities.sort(null);
    return abilities.get(abilities.size() / 2);
  }

  /**
   * The traits {@code k1} … {@code k5} (active time in ms by batch and percent) and {@code
   * l2Alpha}, {@code l2Beta} (percent of L2 against inferences per second) that iGniter's model
   * needs.
   */
  Map<String, Double> traits(String model) {
    List<double[]> rows = new ArrayList<>();
    each(
        model,
        (batch, percent, point) ->
            rows.add(new double[] {batch, percent, point.latencyMs(), point.l2Percent()}));
    double perInference = rows.stream().mapToDouble(r -> r[2] * r[1] / r[0]).min().orElseThrow();
    double least = rows.stream().mapToDouble(r -> r[2]).min().orElseThrow();
    double[] k =
        LeastSquares.fit(
            p -> {
              double[] residuals = new double[rows.size()];
              for (int i = 0; i < residuals.length; i++) {
                double[] row = rows.get(i);
                residuals[i] = StrictMath.log(Math.max(1e-6, activeMs(p, row[0], row[1])) / row[2]);
              }
              return residuals;
            },
            new double[] {0, perInference, perInference, 1, least / 2},
            new double[] {-0.001 * perInference, 0, 0, -5, 0},
            new double[] {0.01 * perInference, 10 * perInference, 20 * perInference, 50, least},
            Double.POSITIVE_INFINITY);
    SimpleRegression l2 = new SimpleRegression();
    for (double[] row : rows) {
      if (!Double.isNaN(row[3])) {
        l2.addData(1000 * row[0] / activeMs(k, row[0], row[1]), row[3]);
      }
    }
    Map<String, Double> traits = new TreeMap<>();
    for (int i = 0; i < k.length; i++) {
      traits.put("k" + (i + 1), k[i]);
    }
    boolean known = l2.getN() >= 3;
    traits.put("l2Alpha", known ? l2.getSlope() : 0);
    // Without a measured utilisation every neighbour presses alike; the sensitivity absorbs it.
    traits.put("l2Beta", known ? l2.getIntercept() : 10);
    return traits;
  }

  private static double activeMs(double[] k, double batch, double percent) {
    return ((k[0] * batch + k[1]) * batch + k[2]) / (percent + k[3]) + k[4];
  }

  private Map<Integer, Point> cell(String model, double percent) {
    return points
        .computeIfAbsent(model, m -> new TreeMap<>())
        .computeIfAbsent(percent, p -> new TreeMap<>());
  }

  private void each(String model, PointVisitor visitor) {
    points
        .get(model)
        .forEach(
            (percent, byBatch) ->
                byBatch.forEach((batch, point) -> visitor.visit(batch, percent, point)));
  }

  @FunctionalInterface
  private interface PointVisitor {
    void visit(int batch, double percent, Point point);
  }
}
