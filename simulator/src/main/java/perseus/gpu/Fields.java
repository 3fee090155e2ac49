package perseus.gpu;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import perseus.input.Problems;
import tools.jackson.databind.JsonNode;

/**
 * Reads the parameters of an interference model and collects every problem instead of stopping at
 * the first. A bare name (a string node) counts as an object without fields.
 */
final class Fields {
  private final JsonNode node;
  private final String path;
  private final List<String> problems;
  private final List<String> known = new ArrayList<>(List.of("model"));

  Fields(JsonNode node, String path, List<String> problems) {
    this.node = node;
    this.path = path;
    this.problems = problems;
  }

  /**
   * A number in [low, high].
   *
   * @param absent value if the field is not there; NaN = it must be
   */
  double number(String name, double low, double high, double absent) {
    JsonNode value = field(name);
    if (value == null) {
      if (Double.isNaN(absent)) {
        problems.add("%s.%s: missing; a number from %s to %s".formatted(path, name, low, high));
      }
      return absent;
    }
    return number(value, path + "." + name, low, high);
  }

  /** A list of {@code least} to {@code most} numbers, or one number for a list of one. */
  double[] numbers(String name, int least, int most, double low, double high) {
    JsonNode value = field(name);
    String where = path + "." + name;
    if (value == null) {
      problems.add("%s: missing; numbers from %s to %s".formatted(where, low, high));
      return null;
    }
    int before = problems.size();
    double[] numbers;
    if (value.isArray()) {
      numbers = new double[value.size()];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = number(value.get(i), where + "[" + i + "]", low, high);
      }
    } else {
      numbers = new double[] {number(value, where, low, high)};
    }
    if (numbers.length < least || numbers.length > most) {
      problems.add(
          "%s: must hold %s (held %d)"
              .formatted(
                  where,
                  least == most ? least + " numbers" : "at least " + least + " number(s)",
                  numbers.length));
    }
    return problems.size() > before ? null : numbers;
  }

  /** One of {@code choices}; {@code absent} = null: the field must be there. */
  String choice(String name, List<String> choices, String absent) {
    JsonNode value = field(name);
    String where = path + "." + name;
    if (value == null) {
      if (absent == null) {
        problems.add("%s: missing; one of %s".formatted(where, String.join(", ", choices)));
      }
      return absent;
    }
    if (!value.isString() || !choices.contains(value.asString())) {
      problems.add(
          "%s: must be one of %s (was %s)%s"
              .formatted(
                  where,
                  String.join(", ", choices),
                  shown(value),
                  value.isString() ? Problems.didYouMean(value.asString(), choices) : ""));
      return null;
    }
    return value.asString();
  }

  /** An object of objects, entry by entry in order of name. */
  void objects(String name, BiConsumer<String, Fields> each) {
    JsonNode value = field(name);
    String where = path + "." + name;
    if (value == null || !value.isObject()) {
      problems.add(
          value == null
              ? "%s: missing; an object of objects".formatted(where)
              : "%s: must be an object of objects (was %s)".formatted(where, shown(value)));
      return;
    }
    for (String key : new TreeSet<>(value.propertyNames())) {
      each.accept(key, new Fields(value.get(key), where + "." + key, problems));
    }
  }

  /** This object as name → number. */
  Map<String, Double> allNumbers(double low, double high) {
    Map<String, Double> numbers = new TreeMap<>();
    if (!node.isObject()) {
      problems.add("%s: must be an object of numbers (was %s)".formatted(path, shown(node)));
      return numbers;
    }
    for (String key : node.propertyNames()) {
      numbers.put(key, number(node.get(key), path + "." + key, low, high));
    }
    return numbers;
  }

  /** Leaves a field unread without calling it unknown. */
  void ignore(String name) {
    known.add(name);
  }

  /** To be called last: reports the fields that nobody asked for. */
  void end() {
    if (!node.isObject()) {
      return;
    }
    for (String key : node.propertyNames()) {
      if (!known.contains(key)) {
        problems.add("%s.%s: unknown key%s".formatted(path, key, Problems.didYouMean(key, known)));
      }
    }
  }

  private JsonNode field(String name) {
    known.add(name);
    JsonNode value = node.isObject() ? node.get(name) : null;
    return value == null || value.isNull() ? null : value;
  }

  private double number(JsonNode value, String where, double low, double high) {
    double number = value.isNumber() ? value.asDouble() : Double.NaN;
    if (!(number >= low && number <= high)) {
      problems.add(
          "%s: must be a number from %s to %s (was %s)".formatted(where, low, high, shown(value)));
    }
    return number;
  }

  private static String shown(JsonNode value) {
    String text = value.toString();
    return text.length() <= 40 ? text : text.substring(0, 37) + "...";
  }
}
