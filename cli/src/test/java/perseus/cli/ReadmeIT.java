package perseus.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every command of the README runs, as it stands there. */
class ReadmeIT {
  /** Runs this very test: it cannot run itself. */
  private static final String TESTS = "mvn verify";

  @TempDir private static Path results;

  /** A command and whether it needs the published tables. */
  record Command(String line, boolean needsData) {}

  static Stream<Command> commands() throws IOException {
    List<Command> commands = new ArrayList<>();
    boolean inBlock = false;
    boolean needsData = false;
    for (String line : Files.readAllLines(Launched.ROOT.resolve("README.md"))) {
      if (line.startsWith("```")) {
        inBlock = line.equals("```sh");
        needsData = false;
      } else if (inBlock && line.startsWith("# needs PERSEUS_DATA")) {
        needsData = true;
      } else if (inBlock && !line.isBlank() && !line.equals(TESTS)) {
        commands.add(new Command(line, needsData));
      }
    }
    return commands.stream();
  }

  @Test
  void theTwoCommandsStandInTheReadme() throws IOException {
    String readme = Files.readString(Launched.ROOT.resolve("README.md"));
    assertThat(readme).contains("\n" + TESTS + "\n");
    assertThat(commands().map(Command::line))
        .contains("./perseus sweep scenarios/perseus-ic2e20/frontier.yaml");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void runs(Command command) throws IOException {
    String data = System.getenv("PERSEUS_DATA");
    assumeTrue(!command.needsData() || data != null, "PERSEUS_DATA is not set");
    // A folder of links, so that results/ is written beside and not into the checkout.
    for (String name : List.of("perseus", "scenarios")) {
      Path link = results.resolve(name);
      if (!Files.exists(link)) {
        Files.createSymbolicLink(link, Launched.ROOT.resolve(name));
      }
    }
    Launched done = Launched.command(results, Map.of(), List.of("sh", "-c", command.line()));
    assertThat(done.status()).as(command.line() + "\n" + done.err()).isZero();
    assertThat(done.out() + done.err()).isNotBlank();
  }
}
