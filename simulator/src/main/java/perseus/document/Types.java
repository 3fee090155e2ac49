package perseus.document;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The plain types of values; quantities with units are in {@link Quantities}. */
public final class Types {
  private Types() {}

  /** Reads with {@code read} and describes itself by {@code schema}. */
  static <T> ValueType<T> of(Reader<T> read, Function<ObjectNode, ObjectNode> schema) {
    return new ValueType<>() {
      @Override
      public T read(JsonNode node, String path, Reading reading) {
        return read.read(node, path, reading);
      }

      @Override
      public ObjectNode schema() {
        return schema.apply(JsonNodeFactory.instance.objectNode());
      }
    };
  }

  /** See {@link ValueType#read}. */
  @FunctionalInterface
  interface Reader<T> {
    T read(JsonNode node, String path, Reading reading);
  }

  /** Text with at least one character. */
  public static ValueType<String> text() {
    return of(
        (node, path, reading) -> {
          if (!node.isString() || node.stringValue().isBlank()) {
            reading.problem(path, "must be text (was " + Reading.shown(node) + ")");
            return null;
          }
          return node.stringValue();
        },
        schema -> schema.put("type", "string").put("minLength", 1));
  }

  /** Any text, the empty one too. */
  public static ValueType<String> string() {
    return of(
        (node, path, reading) -> {
          if (!node.isString()) {
            reading.problem(path, "must be text (was " + Reading.shown(node) + ")");
            return null;
          }
          return node.stringValue();
        },
        schema -> schema.put("type", "string"));
  }

  /** A name that this place declares, unique among those of its kind. */
  public static ValueType<String> name(String kind) {
    String pattern = "[A-Za-z0-9_][A-Za-z0-9_.+-]*";
    return of(
        (node, path, reading) -> {
          // A number is a name too where YAML takes it for one.
          String name = node.isString() || node.isNumber() ? node.asString() : "";
          if (!name.matches(pattern)) {
            reading.problem(
                path,
                "must be a name of letters, digits and _ . + - (was " + Reading.shown(node) + ")");
            return null;
          }
          reading.declare(kind, name, path);
          return name;
        },
        schema -> schema.put("type", "string").put("pattern", "^" + pattern + "$"));
  }

  /** A name that some place of the document must declare. */
  public static ValueType<String> reference(String kind) {
    return of(
        (node, path, reading) -> {
          if (!node.isString() && !node.isNumber()) {
            reading.problem(
                path, "must be the name of a " + kind + " (was " + Reading.shown(node) + ")");
            return null;
          }
          reading.refer(kind, node.asString(), path);
          return node.asString();
        },
        schema -> schema.put("type", "string"));
  }

  /** A path, relative to the document's folder; nothing is opened. */
  public static ValueType<Path> path() {
    return of(
        (node, path, reading) -> {
          try {
            if (node.isString() && !node.stringValue().isBlank()) {
              return reading.resolve(node.stringValue());
            }
          } catch (InvalidPathException e) {
            // Reported below like any other value that is no path.
          }
          reading.problem(path, "must be a path (was " + Reading.shown(node) + ")");
          return null;
        },
        schema -> schema.put("type", "string"));
  }

  public static ValueType<Boolean> bool() {
    return of(
        (node, path, reading) -> {
          if (!node.isBoolean()) {
            reading.problem(path, "must be true or false (was " + Reading.shown(node) + ")");
            return null;
          }
          return node.booleanValue();
        },
        schema -> schema.put("type", "boolean"));
  }

  /** A whole number from {@code min} to {@code max}. */
  public static ValueType<Integer> integer(int min, int max) {
    ValueType<Long> wide = whole(min, max);
    return map(wide, Long::intValue);
  }

  /** A whole number from {@code min} to {@code max}. */
  public static ValueType<Long> whole(long min, long max) {
    return of(
        (node, path, reading) -> {
          if (!node.isIntegralNumber()) {
            reading.problem(path, "must be a whole number (was " + Reading.shown(node) + ")");
            return null;
          }
          if (!node.canConvertToLong() || node.longValue() < min || node.longValue() > max) {
            reading.problem(
                path, "must be from %d to %d (was %s)".formatted(min, max, Reading.shown(node)));
            return null;
          }
          return node.longValue();
        },
        schema -> schema.put("type", "integer").put("minimum", min).put("maximum", max));
  }

  /** A number from {@code min} to {@code max}. */
  public static ValueType<Double> number(double min, double max) {
    return of(
        (node, path, reading) -> {
          if (!node.isNumber()) {
            reading.problem(path, "must be a number (was " + Reading.shown(node) + ")");
            return null;
          }
          double value = node.doubleValue();
          // Written so that NaN fails.
          if (!(value >= min && value <= max)) {
            reading.problem(
                path,
                "must be from %s to %s (was %s)"
                    .formatted(Quantities.plain(min), Quantities.plain(max), Reading.shown(node)));
            return null;
          }
          return value;
        },
        schema -> schema.put("type", "number").put("minimum", min).put("maximum", max));
  }

  /** One of the names of {@code values}. */
  public static <T> ValueType<T> choice(Map<String, T> values) {
    Map<String, T> ordered = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    return of(
        (node, path, reading) -> {
          T value = node.isString() ? ordered.get(node.stringValue()) : null;
          if (value == null) {
            reading.problem(
                path,
                "unknown value " + Reading.shown(node),
                Names.suggest(node.isString() ? node.stringValue() : "", ordered.keySet()));
          }
          return value;
        },
        schema -> {
          ArrayNode names = schema.put("type", "string").putArray("enum");
          ordered.keySet().forEach(names::add);
          return schema;
        });
  }

  /** A list of at least {@code min} values. */
  public static <T> ValueType<List<T>> list(ValueType<T> element, int min) {
    return of(
        (node, path, reading) -> {
          if (!node.isArray()) {
            reading.problem(path, "must be a list (was " + Reading.shown(node) + ")");
            return null;
          }
          if (node.size() < min) {
            reading.problem(
                path, "must have at least %d entries (has %d)".formatted(min, node.size()));
            return null;
          }
          List<T> values = new ArrayList<>();
          boolean whole = true;
          for (int i = 0; i < node.size(); i++) {
            String at = path + "[" + i + "]";
            T value = null;
            if (node.get(i).isNull()) {
              reading.problem(at, "must not be empty");
            } else {
              value = element.read(node.get(i), at, reading);
            }
            whole &= value != null;
            values.add(value);
          }
          return whole ? Collections.unmodifiableList(values) : null;
        },
        schema -> {
          schema.put("type", "array").put("minItems", min).set("items", element.schema());
          return schema;
        });
  }

  /** A mapping from free keys to values, in the order of the document. */
  public static <T> ValueType<Map<String, T>> mapping(ValueType<T> element) {
    return of(
        (node, path, reading) -> {
          if (!node.isObject()) {
            reading.problem(path, "must be a mapping (was " + Reading.shown(node) + ")");
            return null;
          }
          Map<String, T> values = new LinkedHashMap<>();
          node.properties()
              .forEach(
                  e -> {
                    String at = ObjectType.join(path, e.getKey());
                    if (e.getValue().isNull()) {
                      reading.problem(at, "must not be empty");
                    } else {
                      values.put(e.getKey(), element.read(e.getValue(), at, reading));
                    }
                  });
          return Collections.unmodifiableMap(values);
        },
        schema -> {
          schema.put("type", "object").set("additionalProperties", element.schema());
          return schema;
        });
  }

  /** The value, or {@code value} where the document says {@code keyword}. */
  public static <T> ValueType<T> keywordOr(String keyword, T value, ValueType<T> other) {
    return of(
        (node, path, reading) ->
            node.isString() && node.stringValue().equals(keyword)
                ? value
                : other.read(node, path, reading),
        schema -> {
          ArrayNode alternatives = schema.putArray("anyOf");
          alternatives.addObject().put("const", keyword);
          alternatives.add(other.schema());
          return schema;
        });
  }

  /** Mappings as {@code mapping}, everything else as {@code scalar}. */
  public static <T> ValueType<T> scalarOrMapping(
      ValueType<? extends T> scalar, ValueType<? extends T> mapping) {
    return either(scalar, mapping, JsonNode::isObject);
  }

  /** Lists as {@code list}, everything else as {@code other}. */
  public static <T> ValueType<T> listOr(ValueType<? extends T> list, ValueType<? extends T> other) {
    return either(other, list, JsonNode::isArray);
  }

  private static <T> ValueType<T> either(
      ValueType<? extends T> first,
      ValueType<? extends T> second,
      java.util.function.Predicate<JsonNode> isSecond) {
    return of(
        (node, path, reading) ->
            isSecond.test(node)
                ? second.read(node, path, reading)
                : first.read(node, path, reading),
        schema -> {
          ArrayNode alternatives = schema.putArray("anyOf");
          alternatives.add(first.schema());
          alternatives.add(second.schema());
          return schema;
        });
  }

  /** The same documents, another value. */
  public static <A, B> ValueType<B> map(ValueType<A> type, Function<A, B> map) {
    return of(
        (node, path, reading) -> {
          A value = type.read(node, path, reading);
          return value == null ? null : map.apply(value);
        },
        schema -> type.schema());
  }
}
