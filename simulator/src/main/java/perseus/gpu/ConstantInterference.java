package perseus.gpu;

import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import tools.jackson.databind.JsonNode;

/**
 * A slowdown that depends only on how many others run: the predictor to beat.
 *
 * <p>Beyond the last stated number of co-runners the last step (from 1 at none) is continued, but
 * never downwards.
 *
 * @param slowdown factor beside 1, 2, … others; each &gt; 0
 */
public record ConstantInterference(List<Double> slowdown) implements InterferenceModel {
  static final String NAME = "constant";

  public ConstantInterference {
    slowdown = List.copyOf(slowdown);
    if (slowdown.isEmpty() || slowdown.stream().anyMatch(s -> !(s > 0) || s.isInfinite())) {
      throw new IllegalArgumentException("A constant slowdown needs factors greater than 0.");
    }
  }

  static InterferenceModel parse(JsonNode node, String path, List<String> problems) {
    Fields fields = new Fields(node, path, problems);
    double[] slowdown = fields.numbers("slowdown", 1, Integer.MAX_VALUE, 0.01, 1000);
    fields.end();
    return slowdown == null
        ? null
        : new ConstantInterference(DoubleStream.of(slowdown).boxed().toList());
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Map<String, Object> parameters() {
    return Map.of("slowdown", slowdown);
  }

  @Override
  public Interference bind(List<String> models, List<Map<String, Double>> traits) {
    double[] byOthers = new double[slowdown.size() + 1];
    byOthers[0] = 1;
    for (int i = 0; i < slowdown.size(); i++) {
      byOthers[i + 1] = slowdown.get(i);
    }
    int last = byOthers.length - 1;
    double step = Math.max(0, byOthers[last] - byOthers[last - 1]);
    return (running, self) -> {
      int others = running.count() - 1;
      return others <= last ? byOthers[others] : byOthers[last] + step * (others - last);
    };
  }
}
