package perseus.document;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Changes to a document's tree before it is read: {@code tenants[0].arrivals.rate=50/s}. An entry
 * of a list is named by its index or by the value of its {@code name} key: {@code tenants[photos]}.
 */
public final class Overrides {
  private static final Pattern STEP = Pattern.compile("([^.\\[\\]]+)((?:\\[[^\\[\\]]+\\])*)");
  private static final Pattern INDEX = Pattern.compile("\\[([^\\[\\]]+)\\]");

  private Overrides() {}

  /**
   * Applies {@code path=value}; what cannot be applied is reported and leaves the tree as it is.
   */
  public static void apply(JsonNode tree, String assignment, Reading reading) {
    int equals = assignment.indexOf('=');
    if (equals <= 0) {
      reading.problem(
          "--set " + assignment, "must be path=value", "such as tenants[0].arrivals.rate=50/s");
      return;
    }
    set(
        tree,
        assignment.substring(0, equals).strip(),
        YamlTree.parseValue(assignment.substring(equals + 1).strip()),
        reading);
  }

  /**
   * Sets the value at a path. Every step but the last must exist, except that a missing mapping is
   * made.
   */
  public static void set(JsonNode tree, String path, JsonNode value, Reading reading) {
    List<String> steps = steps(path);
    if (steps == null) {
      reading.problem(path, "is no path", "such as tenants[0].arrivals.rate");
      return;
    }
    JsonNode node = tree;
    String at = "";
    for (int i = 0; i < steps.size(); i++) {
      String step = steps.get(i);
      boolean last = i == steps.size() - 1;
      if (step.startsWith("[")) {
        String name = step.substring(1, step.length() - 1);
        int index = node.isArray() ? index((ArrayNode) node, name) : -1;
        if (index < 0) {
          reading.problem(path, "no entry '%s' in %s".formatted(name, at), entries(node));
          return;
        }
        at += step;
        if (last) {
          ((ArrayNode) node).set(index, value);
        }
        node = node.get(index);
      } else {
        if (!node.isObject()) {
          reading.problem(path, "%s is no mapping".formatted(at.isEmpty() ? "the document" : at));
          return;
        }
        ObjectNode mapping = (ObjectNode) node;
        at = ObjectType.join(at, step);
        if (last) {
          mapping.set(step, value);
        } else if (!mapping.has(step)) {
          mapping.putObject(step);
        }
        node = mapping.get(step);
      }
    }
  }

  private static List<String> steps(String path) {
    List<String> steps = new ArrayList<>();
    Matcher step = STEP.matcher(path);
    int end = 0;
    while (end < path.length()) {
      if (end > 0) {
        if (path.charAt(end) != '.') {
          return null;
        }
        end++;
      }
      if (!step.find(end) || step.start() != end) {
        return null;
      }
      steps.add(step.group(1));
      Matcher index = INDEX.matcher(step.group(2));
      while (index.find()) {
        steps.add(index.group());
      }
      end = step.end();
    }
    return steps.isEmpty() ? null : steps;
  }

  private static int index(ArrayNode list, String name) {
    if (name.matches("\\d{1,9}")) {
      int index = Integer.parseInt(name);
      return index < list.size() ? index : -1;
    }
    for (int i = 0; i < list.size(); i++) {
      if (name.equals(list.get(i).path("name").asString(""))) {
        return i;
      }
    }
    return -1;
  }

  private static String entries(JsonNode node) {
    if (!node.isArray()) {
      return "there is no such list";
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; i < node.size(); i++) {
      String name = node.get(i).path("name").asString("");
      names.add(name.isEmpty() ? Integer.toString(i) : name);
    }
    return "valid: " + Names.list(names);
  }
}
