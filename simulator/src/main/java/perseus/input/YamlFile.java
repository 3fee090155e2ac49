package perseus.input;

import java.io.IOException;
import java.nio.file.Path;
import perseus.document.InputFile;
import perseus.document.Problem;
import perseus.document.Reading;
import perseus.document.YamlTree;
import tools.jackson.databind.JsonNode;

/** Small YAML documents as trees. */
public final class YamlFile {
  private YamlFile() {}

  /**
   * The document of a file.
   *
   * @throws InvalidInput if the file cannot be read or holds no single YAML document
   */
  public static JsonNode read(Path file) {
    Reading reading = new Reading(Path.of(""));
    JsonNode tree = null;
    try {
      tree = YamlTree.parse(InputFile.read(file), reading);
    } catch (IOException e) {
      reading.problem("", InputFile.reason(e));
    }
    if (tree == null) {
      throw new InvalidInput(
          file.toString(),
          reading.problems().stream().map(Problem::toString).map(YamlFile::withHint).toList());
    }
    return tree;
  }

  private static String withHint(String problem) {
    return problem.contains("but got [")
        ? problem + "; a text with [ ] inside { } needs quotes"
        : problem;
  }
}
