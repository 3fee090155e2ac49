package perseus.document;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A type of value in a document: how it is read and checked, and its JSON Schema. */
public interface ValueType<T> {
  /**
   * The value of a node that is present and not null; {@code null} after reporting a problem.
   *
   * @param path of the node, for messages
   */
  T read(JsonNode node, String path, Reading reading);

  /** JSON Schema of the values accepted. */
  ObjectNode schema();
}
