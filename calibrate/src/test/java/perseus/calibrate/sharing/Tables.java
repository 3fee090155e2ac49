package perseus.calibrate.sharing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import perseus.calibrate.MeasurementTable;
import perseus.calibrate.Validation;
import perseus.calibrate.Validation.Comparison;

/** Published tables, and errors of comparisons. */
final class Tables {
  private Tables() {}

  /** A table of the folder that PERSEUS_DATA names. */
  static MeasurementTable published(String name) throws IOException {
    Path file = Path.of(System.getenv("PERSEUS_DATA")).resolve("measurements").resolve(name);
    return MeasurementTable.read(file, Map.of());
  }

  static MeasurementTable csv(String name, List<String> lines) {
    return MeasurementTable.parse(String.join("\n", lines) + "\n", name, Map.of());
  }

  /** Absolute errors in percent of one metric. */
  static double[] errors(Validation validation, String metric) {
    return validation.comparisons().stream()
        .filter(c -> c.metric().equals(metric))
        .mapToDouble(c -> Math.abs(c.errorPercent()))
        .toArray();
  }

  static double median(double[] values) {
    return new Percentile(50).evaluate(values);
  }

  /** Prediction by table row. */
  static Map<Integer, Double> predicted(Validation validation, String metric) {
    Map<Integer, Double> byRow = new TreeMap<>();
    for (Comparison comparison : validation.comparisons()) {
      if (comparison.metric().equals(metric)) {
        byRow.put(comparison.row(), comparison.predicted());
      }
    }
    return byRow;
  }
}
