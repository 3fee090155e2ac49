package perseus.gpu;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * A slowdown for every ordered pair of models: what {@code victim} suffers from one running {@code
 * aggressor}.
 *
 * <p>Several neighbours <em>multiply</em>: contention for a cache or a bus stretches what the
 * others have already stretched, the factor stays positive even where a pair speeds up, and for the
 * small slowdowns of measured pairs (a few percent) it equals their sum to first order.
 *
 * @param slowdown victim → aggressor → factor &gt; 0
 * @param missing factor of a pair that the table lacks; an assumption, see {@link #assumedPairs}
 */
public record PairwiseInterference(Map<String, Map<String, Double>> slowdown, double missing)
    implements InterferenceModel {
  static final String NAME = "pairwise";

  public PairwiseInterference {
    TreeMap<String, Map<String, Double>> copy = new TreeMap<>();
    slowdown.forEach(
        (victim, row) -> {
          row.forEach((aggressor, factor) -> requirePositive(victim, aggressor, factor));
          copy.put(victim, Collections.unmodifiableMap(new TreeMap<>(row)));
        });
    requirePositive("any other", "any other", missing);
    slowdown = Collections.unmodifiableMap(copy);
  }

  static InterferenceModel parse(JsonNode node, String path, List<String> problems) {
    Fields fields = new Fields(node, path, problems);
    int before = problems.size();
    Map<String, Map<String, Double>> table = new TreeMap<>();
    fields.objects("slowdown", (victim, row) -> table.put(victim, row.allNumbers(0.01, 1000)));
    double missing = fields.number("missing", 0.01, 1000, 1);
    fields.end();
    return problems.size() > before ? null : new PairwiseInterference(table, missing);
  }

  /**
   * The ordered pairs {@code victim beside aggressor} among these models that the table lacks and
   * for which {@link #missing} is assumed.
   *
   * @param models model names, duplicates allowed
   */
  public List<String> assumedPairs(List<String> models) {
    List<String> distinct = models.stream().distinct().sorted().toList();
    List<String> pairs = new ArrayList<>();
    for (String victim : distinct) {
      for (String aggressor : distinct) {
        if (factor(victim, aggressor) == null) {
          pairs.add(victim + " beside " + aggressor);
        }
      }
    }
    return pairs;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Map<String, Object> parameters() {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("slowdown", slowdown);
    parameters.put("missing", missing);
    return parameters;
  }

  @Override
  public Interference bind(List<String> models, List<Map<String, Double>> traits) {
    int n = models.size();
    double[][] factors = new double[n][n];
    for (int victim = 0; victim < n; victim++) {
      Arrays.fill(factors[victim], missing);
      for (int aggressor = 0; aggressor < n; aggressor++) {
        Double factor = factor(models.get(victim), models.get(aggressor));
        if (factor != null) {
          factors[victim][aggressor] = factor;
        }
      }
    }
    return (running, self) -> {
      double[] row = factors[running.deployment(self)];
      double product = 1;
      for (int k = 0, count = running.count(); k < count; k++) {
        if (k != self) {
          product *= row[running.deployment(k)];
        }
      }
      return product;
    };
  }

  private Double factor(String victim, String aggressor) {
    Map<String, Double> row = slowdown.get(victim);
    return row == null ? null : row.get(aggressor);
  }

  private static void requirePositive(String victim, String aggressor, double factor) {
    if (!(factor > 0) || Double.isInfinite(factor)) {
      throw new IllegalArgumentException(
          "Slowdown of %s beside %s must be greater than 0 (was %s)."
              .formatted(victim, aggressor, factor));
    }
  }
}
