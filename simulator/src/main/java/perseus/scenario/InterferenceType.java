package perseus.scenario;

import java.util.ArrayList;
import java.util.List;
import perseus.document.Reading;
import perseus.document.ValueType;
import perseus.gpu.InterferenceModel;
import perseus.gpu.InterferenceModels;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code interference}: a model's name, or a mapping with its parameters. */
final class InterferenceType implements ValueType<InterferenceModel> {
  static final ValueType<InterferenceModel> TYPE = new InterferenceType();

  private InterferenceType() {}

  @Override
  public InterferenceModel read(JsonNode node, String path, Reading reading) {
    List<String> problems = new ArrayList<>();
    InterferenceModel model = InterferenceModels.parse(node, path, problems);
    problems.forEach(p -> reading.problem("", p));
    return model;
  }

  @Override
  public ObjectNode schema() {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    ArrayNode alternatives = schema.putArray("anyOf");
    addNames(alternatives.addObject());
    ObjectNode mapping = alternatives.addObject().put("type", "object");
    addNames(mapping.putObject("properties").putObject("model"));
    mapping.putArray("required").add("model");
    return schema;
  }

  private static void addNames(ObjectNode node) {
    ArrayNode names = node.put("type", "string").putArray("enum");
    InterferenceModels.names().forEach(names::add);
  }
}
