package perseus.gpu;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The profile traits that an interference model needs, as one array per trait. */
final class Traits {
  private final List<String> names;
  private final double[][] columns;

  /**
   * @throws IllegalArgumentException naming every model and trait that is missing
   */
  Traits(String model, List<String> models, List<Map<String, Double>> traits, List<String> names) {
    this.names = names;
    columns = new double[names.size()][models.size()];
    List<String> missing = new ArrayList<>();
    for (int d = 0; d < models.size(); d++) {
      for (int t = 0; t < names.size(); t++) {
        Double value = traits.get(d).get(names.get(t));
        if (value == null || !Double.isFinite(value)) {
          missing.add("'%s' of %s".formatted(names.get(t), models.get(d)));
        } else {
          columns[t][d] = value;
        }
      }
    }
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          "Interference model '%s' needs traits that the profile lacks: %s."
              .formatted(model, String.join(", ", missing.stream().distinct().toList())));
    }
  }

  double[] column(String name) {
    return columns[names.indexOf(name)];
  }
}
