package perseus.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every command in a fenced {@code sh} block of the README does what it says. */
class ReadmeIT {
  /** Shared by the commands: later ones use what earlier ones wrote. */
  @TempDir static Path folder;

  @TestFactory
  Stream<DynamicTest> everyCommandRuns() throws IOException {
    // The commands see the project's files, and write beside them into the temporary folder.
    for (String part : List.of("perseus", "scenarios", "docs")) {
      if (Files.exists(Launched.ROOT.resolve(part))) {
        Files.createSymbolicLink(folder.resolve(part), Launched.ROOT.resolve(part));
      }
    }
    return commands().stream()
        .filter(command -> command.startsWith("./perseus "))
        .map(command -> dynamicTest(command, () -> runs(command)));
  }

  @Test
  void theTestCommandIsTheOneThatTheGateRuns() throws IOException {
    assertThat(commands()).filteredOn(command -> command.startsWith("mvn ")).hasSize(1);
    assertThat(Files.readString(Launched.ROOT.resolve(".ci/run"))).contains("mvn -B", "verify");
  }

  @Test
  void nothingElseIsAsked() throws IOException {
    assertThat(commands()).allMatch(command -> command.matches("(\\./perseus|mvn|git|cd) .*"));
  }

  private static void runs(String command) {
    Launched run = Launched.command(folder, Map.of(), List.of("sh", "-c", command));

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out()).isNotBlank();
  }

  /** The lines of the fenced blocks marked {@code sh}, without their comments. */
  private static List<String> commands() throws IOException {
    List<String> commands = new ArrayList<>();
    boolean inside = false;
    for (String line : Files.readAllLines(Launched.ROOT.resolve("README.md"))) {
      if (line.startsWith("```")) {
        inside = line.equals("```sh");
      } else if (inside && !line.isBlank() && !line.startsWith("#")) {
        commands.add(line.replaceFirst("\\s+# .*$", "").strip());
      }
    }
    return commands;
  }
}
