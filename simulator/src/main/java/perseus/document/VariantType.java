package perseus.document;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A mapping whose {@code selector} key names one of several variants, which have fields of their
 * own.
 *
 * @param selector e.g. {@code process}
 * @param variants by name, in the order of the documentation
 */
public record VariantType<T>(String selector, Map<String, ObjectType<? extends T>> variants)
    implements ValueType<T> {
  public VariantType {
    variants = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(variants));
  }

  @Override
  public T read(JsonNode node, String path, Reading reading) {
    if (!node.isObject()) {
      reading.problem(path, "must be a mapping (was " + Reading.shown(node) + ")");
      return null;
    }
    JsonNode name = node.get(selector);
    String at = ObjectType.join(path, selector);
    if (name == null || name.isNull()) {
      reading.problem(at, "is missing", "valid: " + Names.list(variants.keySet()));
      return null;
    }
    ObjectType<? extends T> variant = name.isString() ? variants.get(name.stringValue()) : null;
    if (variant == null) {
      reading.problem(
          at,
          "unknown " + selector + " " + Reading.shown(name),
          Names.suggest(name.isString() ? name.stringValue() : "", variants.keySet()));
      return null;
    }
    return variant.read(node, path, reading, List.of(selector));
  }

  @Override
  public ObjectNode schema() {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    ArrayNode alternatives = schema.putArray("oneOf");
    variants.forEach(
        (name, type) -> {
          ObjectNode alternative = type.schema();
          ((ObjectNode) alternative.get("properties")).putObject(selector).put("const", name);
          ArrayNode required =
              alternative.has("required")
                  ? (ArrayNode) alternative.get("required")
                  : alternative.putArray("required");
          required.insert(0, selector);
          alternatives.add(alternative);
        });
    return schema;
  }
}
