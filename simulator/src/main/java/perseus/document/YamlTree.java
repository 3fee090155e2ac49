package perseus.document;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * YAML text (of which JSON is a part) as a tree. Duplicate keys, several documents in one file, and
 * anchors are refused; {@code .nan} and {@code .inf} are numbers, so that the checks of the fields
 * report them with their path.
 */
public final class YamlTree {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int MAX_DEPTH = 100;

  private final YAMLParser parser;

  private YamlTree(YAMLParser parser) {
    this.parser = parser;
  }

  /**
   * @return the tree, or null after reporting why the text is no single YAML document
   */
  public static JsonNode parse(InputFile.Content content, Reading reading) {
    String file = content.file().path().getFileName().toString();
    YAMLFactory factory =
        YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
    try (YAMLParser parser =
        (YAMLParser) factory.createParser(ObjectReadContext.empty(), content.text())) {
      if (parser.nextToken() == null) {
        reading.problem("", file + " is empty");
        return null;
      }
      JsonNode tree = new YamlTree(parser).value(0);
      if (parser.nextToken() != null) {
        throw new Refused("a second document starts here; one file holds one");
      }
      return tree;
    } catch (JacksonException e) {
      String where = e.getLocation() == null ? "" : ", line " + e.getLocation().getLineNr();
      String why = e.getOriginalMessage().strip().replaceAll("\\s+", " ");
      reading.problem("", "not valid YAML (" + file + where + "): " + why);
    } catch (Refused e) {
      reading.problem("", file + ": " + e.getMessage());
    } catch (CharacterCodingException e) {
      reading.problem("", file + ": " + InputFile.reason(e));
    }
    return null;
  }

  /** A value given on the command line, such as {@code 50/s}, {@code 3} or {@code [1, 2]}. */
  public static JsonNode parseValue(String text) {
    YAMLFactory factory = new YAMLFactory();
    try (YAMLParser parser = (YAMLParser) factory.createParser(ObjectReadContext.empty(), text)) {
      if (parser.nextToken() == null) {
        return NODES.stringNode("");
      }
      JsonNode value = new YamlTree(parser).value(0);
      return parser.nextToken() == null ? value : NODES.stringNode(text);
    } catch (JacksonException | Refused e) {
      // What is no YAML is text; the field that it is meant for says whether it will do.
      return NODES.stringNode(text);
    }
  }

  private JsonNode value(int depth) throws Refused {
    if (parser.isCurrentAlias() || parser.getObjectId() != null) {
      throw new Refused("anchors and aliases are not supported; write the value out");
    }
    if (depth > MAX_DEPTH) {
      throw new Refused("nested more than " + MAX_DEPTH + " deep");
    }
    return switch (parser.currentToken()) {
      case START_OBJECT -> mapping(depth);
      case START_ARRAY -> sequence(depth);
      case VALUE_NUMBER_INT -> NODES.numberNode(parser.getBigIntegerValue());
      case VALUE_NUMBER_FLOAT -> number(parser.getString());
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      case VALUE_NULL -> NODES.nullNode();
      default -> NODES.stringNode(parser.getString());
    };
  }

  private ObjectNode mapping(int depth) throws Refused {
    ObjectNode node = NODES.objectNode();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      parser.nextToken();
      node.set(key, value(depth + 1));
    }
    return node;
  }

  private ArrayNode sequence(int depth) throws Refused {
    ArrayNode node = NODES.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      node.add(value(depth + 1));
    }
    return node;
  }

  private JsonNode number(String text) {
    String lower = text.toLowerCase(java.util.Locale.ROOT);
    if (lower.endsWith("nan")) {
      return NODES.numberNode(Double.NaN);
    }
    if (lower.endsWith("inf")) {
      return NODES.numberNode(
          lower.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
    }
    try {
      return NODES.numberNode(Double.parseDouble(text));
    } catch (NumberFormatException e) {
      return NODES.stringNode(text);
    }
  }

  private static final class Refused extends IOException {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }
}
