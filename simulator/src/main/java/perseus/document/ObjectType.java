package perseus.document;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A mapping with declared fields; any other key is a problem.
 *
 * @param fields in the order of the documentation
 * @param build makes the value once every field is valid; may report further problems, and its
 *     result is dropped if it does
 */
public record ObjectType<T>(List<Field<?>> fields, Function<Values, T> build)
    implements ValueType<T> {
  public ObjectType {
    fields = List.copyOf(fields);
  }

  @Override
  public T read(JsonNode node, String path, Reading reading) {
    return read(node, path, reading, List.of());
  }

  /** Reads a mapping that may hold {@code others} besides the fields, which are not looked at. */
  T read(JsonNode node, String path, Reading reading, List<String> others) {
    if (!node.isObject()) {
      reading.problem(path, "must be a mapping (was " + Reading.shown(node) + ")");
      return null;
    }
    int before = reading.problemCount();
    reportUnknownKeys(node, path, reading, others);
    Map<String, Object> values = new LinkedHashMap<>();
    for (Field<?> field : fields) {
      JsonNode value = node.get(field.name());
      String at = join(path, field.name());
      if (value == null) {
        if (field.required()) {
          reading.problem(at, "is missing", field.description());
        }
      } else if (value.isNull()) {
        reading.problem(at, "must not be empty", "state a value or leave the key out");
      } else {
        values.put(field.name(), field.type().read(value, at, reading));
      }
    }
    if (reading.problemCount() > before) {
      return null;
    }
    T built = build.apply(new Values(values, path, reading));
    return reading.problemCount() > before ? null : built;
  }

  private void reportUnknownKeys(JsonNode node, String path, Reading reading, List<String> others) {
    List<String> known = new ArrayList<>(others);
    fields.forEach(f -> known.add(f.name()));
    for (String key : node.propertyNames()) {
      if (!known.contains(key)) {
        reading.problem(join(path, key), "unknown key", Names.suggest(key, known));
      }
    }
  }

  @Override
  public ObjectNode schema() {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    schema.put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    ArrayNode required = JsonNodeFactory.instance.arrayNode();
    for (Field<?> field : fields) {
      ObjectNode property = field.type().schema();
      property.put("description", field.description());
      properties.set(field.name(), property);
      if (field.required()) {
        required.add(field.name());
      }
    }
    if (!required.isEmpty()) {
      schema.set("required", required);
    }
    schema.put("additionalProperties", false);
    return schema;
  }

  static String join(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
