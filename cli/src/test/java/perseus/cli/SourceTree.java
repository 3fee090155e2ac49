package perseus.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** A copy of what the launcher builds from, to build in without touching the real one. */
final class SourceTree {
  private static final List<String> PARTS =
      List.of(
          "perseus",
          "pom.xml",
          "simulator/pom.xml",
          "simulator/src/main",
          "calibrate/pom.xml",
          "calibrate/src/main",
          "cli/pom.xml",
          "cli/src/main");

  private SourceTree() {}

  static Path copy(Path target) throws IOException {
    for (String part : PARTS) {
      Path from = Launched.ROOT.resolve(part);
      Files.createDirectories(target.resolve(part).getParent());
      try (Stream<Path> files = Files.walk(from)) {
        for (Path file : (Iterable<Path>) files::iterator) {
          Files.copy(
              file,
              target.resolve(Launched.ROOT.relativize(file)),
              StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
    return target;
  }
}
