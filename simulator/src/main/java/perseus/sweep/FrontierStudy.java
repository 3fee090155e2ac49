package perseus.sweep;

import java.nio.file.Path;
import tools.jackson.databind.JsonNode;

/**
 * A study of {@code kind: frontier}.
 *
 * @param file the study file
 * @param document its content, not checked beyond {@code formatVersion} and {@code kind}
 */
public record FrontierStudy(Path file, JsonNode document) implements Study {}
