package perseus.scenario;

import java.io.IOException;
import java.nio.file.Path;
import perseus.batching.ModelConfigReader;
import perseus.batching.TritonModel;
import perseus.document.InputFile;
import perseus.document.Reading;
import perseus.document.Types;
import perseus.document.ValueType;
import perseus.input.InvalidInput;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The path of a config.pbtxt, read where it is named. */
final class ConfigFile implements ValueType<TritonModel> {
  static final ValueType<TritonModel> TYPE = new ConfigFile();

  private static final ValueType<Path> PATH = Types.path();

  private ConfigFile() {}

  @Override
  public TritonModel read(JsonNode node, String path, Reading reading) {
    Path file = PATH.read(node, path, reading);
    if (file == null) {
      return null;
    }
    try {
      InputFile.Content content = InputFile.read(file);
      reading.read(content.file());
      return ModelConfigReader.parse(content.text(), file.toString());
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
