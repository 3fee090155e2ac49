package perseus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import perseus.scenario.Scenario;
import perseus.scenario.ScenarioReader;
import perseus.server.RunOptions;
import perseus.server.RunResult;
import perseus.server.Simulation;

/** Every shipped scenario says what it is about, loads, and runs a short while. */
class ScenariosTest {
  private static final Path SHIPPED = Path.of("..", "scenarios");
  private static final long SHORT_NS = 2_000_000_000L;

  static List<Path> scenarios() throws IOException {
    try (Stream<Path> files = Files.walk(SHIPPED)) {
      return files
          .filter(f -> f.toString().endsWith(".yaml"))
          .filter(ScenariosTest::isScenario)
          .sorted()
          .toList();
    }
  }

  @Test
  void thereAreScenarios() throws IOException {
    assertThat(scenarios()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void loadsAndRuns(Path file) throws IOException {
    assertThat(Files.readString(file)).startsWith("# ");
    Scenario scenario = ScenarioReader.read(file, List.of());
    RunResult result = Simulation.run(scenario.resolve(), RunOptions.of(SHORT_NS, scenario.seed()));
    assertThat(result.tenants()).hasSameSizeAs(scenario.tenants());
    for (RunResult.TenantResult t : result.tenants()) {
      assertThat(t.arrived())
          .isEqualTo(
              t.completed()
                  + t.rejected()
                  + t.timedOut()
                  + t.cancelled()
                  + t.failed()
                  + t.unfinished());
    }
  }

  /** Studies and price books have no servers of their own. */
  private static boolean isScenario(Path file) {
    try {
      return Files.readString(file).lines().anyMatch(line -> line.startsWith("servers:"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
