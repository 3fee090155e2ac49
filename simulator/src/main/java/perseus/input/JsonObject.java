package perseus.input;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * A JSON object being read: every access notes what is missing, of the wrong type or out of bounds
 * and goes on with a harmless value; {@link #finish} notes keys that nobody asked for.
 */
public final class JsonObject {
  private final JsonNode node;
  private final String path;
  private final Problems problems;
  private final Set<String> known = new TreeSet<>();

  /**
   * @param node anything; what is not an object is a problem
   * @param path where it stands, empty = the root
   */
  public JsonObject(JsonNode node, String path, Problems problems) {
    this.node = node;
    this.path = path;
    this.problems = problems;
    if (node == null || !node.isObject()) {
      problems.add(path, "must be an object" + was(node));
    }
  }

  /** Path of member {@code key}. */
  public String path(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  public Problems problems() {
    return problems;
  }

  /** The member, or null if it is absent. */
  public JsonNode get(String key) {
    known.add(key);
    JsonNode value = node == null || !node.isObject() ? null : node.get(key);
    return value == null || value.isNull() ? null : value;
  }

  /** A string; {@code otherwise} if absent, null = required. */
  public String text(String key, String otherwise) {
    JsonNode value = get(key);
    if (value == null) {
      return otherwise == null ? missing(key, "") : otherwise;
    }
    if (!value.isString()) {
      problems.add(path(key), "must be a string" + was(value));
      return "";
    }
    return value.asString();
  }

  /** A finite number in [low, high]; {@code otherwise} if absent, null = required. */
  public double number(String key, double low, double high, Double otherwise) {
    JsonNode value = get(key);
    if (value == null) {
      return otherwise == null ? missing(key, low) : otherwise;
    }
    return number(value, path(key), low, high);
  }

  /** A whole number in [low, high]; {@code otherwise} if absent, null = required. */
  public long integer(String key, long low, long high, Long otherwise) {
    JsonNode value = get(key);
    if (value == null) {
      return otherwise == null ? missing(key, low) : otherwise;
    }
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      problems.add(path(key), "must be a whole number" + was(value));
      return low;
    }
    long n = value.asLong();
    if (n < low || n > high) {
      problems.add(path(key), "must be in [" + low + ", " + high + "] (was " + n + ")");
      return low;
    }
    return n;
  }

  /** True or false; {@code otherwise} if absent, null = required. */
  public boolean flag(String key, Boolean otherwise) {
    JsonNode value = get(key);
    if (value == null) {
      return otherwise == null ? missing(key, false) : otherwise;
    }
    if (!value.isBoolean()) {
      problems.add(path(key), "must be true or false" + was(value));
      return false;
    }
    return value.asBoolean();
  }

  /** A constant of {@code type}, in lower case with dashes. */
  public <E extends Enum<E>> E constant(String key, Class<E> type, E otherwise) {
    JsonNode value = get(key);
    if (value == null) {
      return otherwise == null ? missing(key, type.getEnumConstants()[0]) : otherwise;
    }
    String text = value.isString() ? value.asString() : value.toString();
    List<String> names = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      String name = label(constant);
      names.add(name);
      if (name.equals(text)) {
        return constant;
      }
    }
    problems.add(
        path(key),
        "must be one of "
            + String.join(", ", names)
            + " (was '"
            + text
            + "')"
            + Problems.didYouMean(text, names));
    return type.getEnumConstants()[0];
  }

  /** Spelling of an enum constant in files. */
  public static String label(Enum<?> constant) {
    return constant.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }

  /** A member that is an object; {@code required} or else null when absent. */
  public JsonObject object(String key, boolean required) {
    JsonNode value = get(key);
    if (value == null) {
      if (required) {
        missing(key, "");
      }
      return null;
    }
    return new JsonObject(value, path(key), problems);
  }

  /** The elements of an array member; empty if absent. */
  public List<JsonNode> array(String key, boolean required) {
    JsonNode value = get(key);
    List<JsonNode> elements = new ArrayList<>();
    if (value == null) {
      if (required) {
        missing(key, "");
      }
    } else if (!value.isArray()) {
      problems.add(path(key), "must be an array" + was(value));
    } else {
      value.forEach(elements::add);
    }
    return elements;
  }

  /** An array of numbers in [low, high]. */
  public double[] numbers(String key, double low, double high, boolean required) {
    List<JsonNode> elements = array(key, required);
    double[] numbers = new double[elements.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = number(elements.get(i), path(key) + "[" + i + "]", low, high);
    }
    return numbers;
  }

  /** Names of all members, in the order of the file. */
  public List<String> keys() {
    List<String> keys = new ArrayList<>();
    if (node != null && node.isObject()) {
      keys.addAll(node.propertyNames());
    }
    return keys;
  }

  /** Notes every member that was never asked for. */
  public void finish() {
    for (String key : keys()) {
      if (!known.contains(key)) {
        problems.add(path(key), "unknown key" + Problems.didYouMean(key, known));
      }
    }
  }

  private double number(JsonNode value, String where, double low, double high) {
    if (!value.isNumber()) {
      problems.add(where, "must be a number" + was(value));
      return low;
    }
    double x = value.asDouble();
    if (!(x >= low && x <= high) || Double.isInfinite(x)) {
      problems.add(where, "must be " + range(low, high) + " (was " + value + ")");
      return Double.isInfinite(low) ? 0 : low;
    }
    return x;
  }

  private static String range(double low, double high) {
    if (Double.isInfinite(high)) {
      return Double.isInfinite(low) ? "finite" : "finite and at least " + plain(low);
    }
    return Double.isInfinite(low) ? "at most " + plain(high) : plain(low) + " to " + plain(high);
  }

  private static String plain(double x) {
    return x == Math.rint(x) && Math.abs(x) < 1e15 ? Long.toString((long) x) : Double.toString(x);
  }

  private <T> T missing(String key, T standIn) {
    problems.add(path(key), "is missing");
    return standIn;
  }

  private static String was(JsonNode value) {
    if (value == null) {
      return " (was absent)";
    }
    String text = value.toString();
    return " (was " + (text.length() > 60 ? text.substring(0, 57) + "..." : text) + ")";
  }
}
