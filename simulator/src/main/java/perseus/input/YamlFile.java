package perseus.input;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** YAML files as trees; duplicate keys are refused. */
public final class YamlFile {
  private static final YAMLMapper MAPPER =
      new YAMLMapper(
          YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());

  private YamlFile() {}

  /**
   * The document of a file; a null node for an empty one.
   *
   * @throws InvalidInput if the file cannot be read or is no YAML
   */
  public static JsonNode read(Path file) {
    Problems problems = new Problems(file.toString());
    JsonNode node = NullNode.getInstance();
    try {
      node = MAPPER.readTree(Files.readString(file, StandardCharsets.UTF_8));
    } catch (NoSuchFileException e) {
      problems.add("", "no such file");
    } catch (IOException e) {
      problems.add("", "cannot be read as UTF-8 text: " + e.getClass().getSimpleName());
    } catch (JacksonException e) {
      String line = e.getLocation() == null ? "" : "line " + e.getLocation().getLineNr();
      String why = e.getOriginalMessage().strip().replaceAll("\\s+", " ");
      String hint = why.contains("but got [") ? "; a text with [ ] inside { } needs quotes" : "";
      problems.add(line, "not valid YAML: " + why + hint);
    }
    problems.throwIfAny();
    return node;
  }
}
