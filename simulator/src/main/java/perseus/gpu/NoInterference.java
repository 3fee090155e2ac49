package perseus.gpu;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Neighbours cost nothing beyond their share of the compute. */
public record NoInterference() implements InterferenceModel {
  static final String NAME = "none";

  static InterferenceModel parse(JsonNode node, String path, List<String> problems) {
    new Fields(node, path, problems).end();
    return new NoInterference();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Map<String, Object> parameters() {
    return Map.of();
  }

  @Override
  public Interference bind(List<String> models, List<Map<String, Double>> traits) {
    return Interference.NONE;
  }
}
