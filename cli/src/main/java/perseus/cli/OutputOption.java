package perseus.cli;

import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Where results go. */
@Command
final class OutputOption {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description = "Results folder; default: results/ and the name of the first file.")
  Path folder;

  Path folder(String name) {
    return folder == null ? Path.of("results", name) : folder;
  }
}
