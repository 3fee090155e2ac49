package perseus.profile;

import java.util.Map;
import java.util.TreeMap;
import perseus.gpu.InterferenceModel;
import perseus.input.JsonObject;
import perseus.input.Problems;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Interference models as JSON: {@code {"model": name, …}} with the components of the model's record
 * as members. A model appears in {@link #TYPES} under its {@link InterferenceModel#name}.
 */
final class InterferenceJson {
  /** One line per interference model. */
  private static final Map<String, Class<? extends InterferenceModel>> TYPES = new TreeMap<>();

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private InterferenceJson() {}

  static InterferenceModel read(JsonObject object) {
    if (object == null) {
      return null;
    }
    String name = object.text("model", null);
    Class<? extends InterferenceModel> type = TYPES.get(name);
    if (type == null) {
      object
          .problems()
          .add(
              object.path("model"),
              "must be one of "
                  + String.join(", ", TYPES.keySet())
                  + " (was '"
                  + name
                  + "')"
                  + Problems.didYouMean(name, TYPES.keySet()));
      return null;
    }
    ObjectNode members = MAPPER.createObjectNode();
    for (String key : object.keys()) {
      JsonNode value = object.get(key);
      if (!key.equals("model") && value != null) {
        members.set(key, value);
      }
    }
    try {
      return MAPPER.treeToValue(members, type);
    } catch (JacksonException e) {
      object.problems().add(object.path(name), e.getOriginalMessage());
      return null;
    }
  }

  static ObjectNode node(InterferenceModel model) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("model", model.name());
    node.setAll((ObjectNode) MAPPER.valueToTree(model));
    return node;
  }
}
