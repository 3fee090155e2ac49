package perseus.scenario;

import java.io.IOException;
import java.nio.file.Path;
import perseus.document.InputFile;
import perseus.document.Reading;
import perseus.document.Types;
import perseus.document.ValueType;
import perseus.input.InvalidInput;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The path of a file, read where it is named, so that its problems stand among those of the
 * document.
 *
 * @param parser makes the value of the file's bytes
 */
record FileType<T>(Parser<T> parser) implements ValueType<T> {
  private static final ValueType<Path> PATH = Types.path();

  /** Reads one format. */
  @FunctionalInterface
  interface Parser<T> {
    /**
     * @throws InvalidInput naming every problem of the file
     * @throws IOException if it cannot be read as text
     */
    T parse(InputFile.Content content) throws IOException;
  }

  @Override
  public T read(JsonNode node, String path, Reading reading) {
    Path file = PATH.read(node, path, reading);
    if (file == null) {
      return null;
    }
    try {
      InputFile.Content content = InputFile.read(file);
      reading.read(content.file());
      return parser.parse(content);
    } catch (InvalidInput e) {
      e.problems().forEach(p -> reading.problem(path, file + ": " + p));
    } catch (IOException e) {
      reading.problem(path, file + ": " + InputFile.reason(e));
    }
    return null;
  }

  @Override
  public ObjectNode schema() {
    return PATH.schema();
  }
}
