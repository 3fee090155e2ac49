package perseus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import perseus.frontier.Frontiers;
import perseus.input.YamlFile;
import perseus.metric.Metric;
import perseus.metric.Summary;
import perseus.price.PriceBookReader;
import perseus.profile.ProfileJson;
import perseus.scenario.ScenarioReader;
import perseus.sweep.AxesStudy;
import perseus.sweep.Experiment;
import perseus.sweep.FrontierStudy;
import perseus.sweep.ScenarioExperiment;
import perseus.sweep.Study;
import perseus.sweep.StudyPoints;
import perseus.sweep.StudyReader;

/** Every file that ships in {@code scenarios/} loads, runs short, and breaks no invariant. */
class ScenariosTest {
  private static final Path SCENARIOS = Path.of("..", "scenarios");

  /** Invariants are checked in every run; a short one passes all kinds of events. */
  private static final List<String> SHORT = List.of("horizon=2s", "warmUp=200ms", "replications=1");

  static List<Path> yaml() throws IOException {
    return files(".yaml");
  }

  static List<Path> profiles() throws IOException {
    return files(".json");
  }

  private static List<Path> files(String ending) throws IOException {
    try (Stream<Path> walk = Files.walk(SCENARIOS)) {
      return walk.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("profiles")
  void everyProfileLoadsAndNamesItsSources(Path file) throws IOException {
    assertThat(ProfileJson.read(file).entries())
        .isNotEmpty()
        .allSatisfy(entry -> assertThat(entry.sources()).isNotEmpty());
  }

  @ParameterizedTest
  @MethodSource("yaml")
  void everyQuestionOpensWithItself(Path file) throws IOException {
    assertThat(Files.readAllLines(file).get(0)).startsWith("# ");
  }

  @ParameterizedTest
  @MethodSource("yaml")
  void everyFileLoadsAndRunsShort(Path file) {
    if (file.startsWith(SCENARIOS.resolve("prices"))) {
      assertThat(PriceBookReader.read(file).names()).isNotEmpty();
    } else if (YamlFile.read(file).has("tenants")) {
      runShort(file);
    } else {
      prepare(StudyReader.read(file));
    }
  }

  private static void runShort(Path file) {
    Summary summary =
        new ScenarioExperiment(
                ScenarioReader.read(file, SHORT), ScenarioExperiment.Settings.OF_SCENARIO)
            .run(1);

    assertThat(summary.whole().get(Metric.ARRIVED).value()).isPositive();
  }

  private static void prepare(Study study) {
    if (study instanceof AxesStudy axes) {
      Experiment.Factory factory = StudyPoints.of(axes);
      axes.points().forEach(point -> factory.prepare(point.overrides()));
    } else if (study instanceof FrontierStudy frontier) {
      perseus.frontier.FrontierStudy read =
          perseus.frontier.FrontierStudy.read(frontier.file(), frontier.document());
      assertThat(new Frontiers(read).points()).isPositive();
    }
  }
}
