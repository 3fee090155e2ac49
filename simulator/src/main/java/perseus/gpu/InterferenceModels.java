package perseus.gpu;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import perseus.input.Problems;
import tools.jackson.databind.JsonNode;

/**
 * The interference models that files may name: {@code {model: pairwise, …parameters}}, or a bare
 * name where a model has no parameters. Adding one is one line in {@link #PARSERS}.
 */
public final class InterferenceModels {
  private static final Map<String, Parser> PARSERS = parsers();

  private InterferenceModels() {}

  @FunctionalInterface
  private interface Parser {
    InterferenceModel parse(JsonNode node, String path, List<String> problems);
  }

  private static Map<String, Parser> parsers() {
    Map<String, Parser> parsers = new LinkedHashMap<>();
    parsers.put(NoInterference.NAME, NoInterference::parse);
    parsers.put(ConstantInterference.NAME, ConstantInterference::parse);
    parsers.put(PairwiseInterference.NAME, PairwiseInterference::parse);
    parsers.put(LinearInterference.NAME, LinearInterference::parse);
    parsers.put(IgniterInterference.NAME, IgniterInterference::parse);
    return parsers;
  }

  /** Names that files may use. */
  public static List<String> names() {
    return List.copyOf(PARSERS.keySet());
  }

  /**
   * @param node a string (a model's name) or an object with {@code model} and its parameters
   * @param path where the node stands, for messages, e.g. {@code interference.T4}
   * @param problems every problem is added here: path, what is allowed, what was found
   * @return null if there was a problem
   */
  public static InterferenceModel parse(JsonNode node, String path, List<String> problems) {
    JsonNode name = node.isObject() ? node.get("model") : node;
    String where = node.isObject() ? path + ".model" : path;
    if (name == null || !name.isString()) {
      problems.add(
          "%s: must name an interference model (%s)".formatted(where, String.join(", ", names())));
      return null;
    }
    Parser parser = PARSERS.get(name.asString());
    if (parser == null) {
      problems.add(
          "%s: no interference model '%s'%s"
              .formatted(where, name.asString(), Problems.didYouMean(name.asString(), names())));
      return null;
    }
    int before = problems.size();
    InterferenceModel model = parser.parse(node, path, problems);
    return problems.size() > before ? null : model;
  }

  /** What {@link #parse} reads: an ordered map of plain values, ready to be written as JSON. */
  public static Map<String, Object> toMap(InterferenceModel model) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("model", model.name());
    map.putAll(model.parameters());
    return map;
  }
}
