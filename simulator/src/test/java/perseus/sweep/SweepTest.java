package perseus.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import perseus.input.InvalidInput;
import perseus.kernel.InvariantViolation;
import perseus.metric.ReplicationSet;
import perseus.metric.Runs;
import perseus.metric.Summarizer;
import perseus.metric.Summary;
import perseus.price.Fleet;
import perseus.profile.Basis;
import perseus.report.Manifest;

class SweepTest {
  private static final long SECOND = 1_000_000_000L;

  @TempDir Path folder;

  private final AtomicInteger simulated = new AtomicInteger();
  private final List<String> diagnostics = Collections.synchronizedList(new ArrayList<>());
  private AxesStudy study;

  @BeforeEach
  void study() throws IOException {
    Files.writeString(folder.resolve("base.yaml"), "formatVersion: 1\n");
    Path file = folder.resolve("study.yaml");
    Files.writeString(
        file,
        """
        formatVersion: 1
        base: base.yaml
        axes:
          - {path: rate, values: [50/s, 100/s, 200/s]}
          - {path: instances, values: [1, 2]}
        """);
    study = (AxesStudy) StudyReader.read(file);
  }

  /** A point whose latency is told by its settings. */
  private Experiment experiment(List<String> overrides) {
    String input = Manifest.sha256("base".getBytes(StandardCharsets.UTF_8));
    return new Experiment() {
      @Override
      public long seed() {
        return 4;
      }

      @Override
      public int replications() {
        return 2;
      }

      @Override
      public List<Manifest.Input> inputs() {
        return List.of(new Manifest.Input("base.yaml", input));
      }

      @Override
      public Summary run(int threads) {
        simulated.incrementAndGet();
        long ns = 1_000_000L * (1 + Math.floorMod(overrides.hashCode(), 1000));
        ReplicationSet set =
            new ReplicationSet(
                List.of(
                    Runs.run(SECOND, new double[] {1e8}, Runs.tenant(SECOND, ns)),
                    Runs.run(SECOND, new double[] {1e8}, Runs.tenant(SECOND, ns + 7))),
                0,
                true,
                true,
                0);
        return Summarizer.summarize(
            "base", Runs.system("a"), set, List.of(Basis.MEASURED), Fleet.unpriced(1));
      }
    };
  }

  private List<PointResult> sweep(String output, int threads, Experiment.Factory factory) {
    return new Sweep(study, folder.resolve(output), threads, List.of("sweep"), diagnostics::add)
        .run(factory);
  }

  private void assertSameResults(String a, String b) {
    for (String name :
        List.of("sweep.csv", "summary.csv", "summary.json", "manifest.json", "journal.jsonl")) {
      assertThat(folder.resolve(a).resolve(name))
          .hasSameBinaryContentAs(folder.resolve(b).resolve(name));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5})
  void threadsChangeNothing(int threads) {
    sweep("one", 1, this::experiment);
    sweep("many", threads, this::experiment);
    assertSameResults("one", "many");
  }

  @Test
  void writesOneTidyTable() throws IOException {
    sweep("out", 1, this::experiment);
    List<String> lines = Files.readAllLines(folder.resolve("out/sweep.csv"));
    assertThat(lines.get(0))
        .isEqualTo("rate,instances,tenant,metric,estimate,ci_low,ci_high,unit,basis,error");
    assertThat(lines).hasSize(1 + 6 * 2 * 20);
    assertThat(lines.get(1)).startsWith("50/s,1,a,arrived,1,1,1,requests,measured,");
    assertThat(folder.resolve("out/summary.csv"))
        .content()
        .contains("\"base [rate=200/s, instances=2]\",*,arrived,1,");
    assertThat(String.join("\n", diagnostics)).contains("[6/6] rate=200/s, instances=2", " left");
  }

  @Test
  void goesOnAfterAKillInTheMiddleOfALine() throws IOException {
    sweep("whole", 1, this::experiment);
    String journal = Files.readString(folder.resolve("whole/journal.jsonl"));
    int second = journal.indexOf('\n', journal.indexOf('\n') + 1) + 1;
    Path killed = Files.createDirectory(folder.resolve("killed")).resolve("journal.jsonl");
    Files.writeString(killed, journal.substring(0, second + 100));

    simulated.set(0);
    sweep("killed", 2, this::experiment);
    assertThat(simulated.get()).isEqualTo(4);
    assertThat(String.join("\n", diagnostics))
        .contains("2 of 6 points were finished by an earlier run");
    assertSameResults("whole", "killed");
  }

  @Test
  void aFinishedSweepSimulatesNothingAgain() {
    sweep("out", 1, this::experiment);
    simulated.set(0);
    sweep("out", 1, this::experiment);
    assertThat(simulated.get()).isZero();
  }

  @Test
  void aPointWithOtherSettingsIsAnotherPoint() throws IOException {
    sweep("out", 1, this::experiment);
    simulated.set(0);
    Files.writeString(
        study.file(),
        Files.readString(study.file()).replace("200/s]", "200/s, 400/s]"),
        StandardOpenOption.TRUNCATE_EXISTING);
    study = (AxesStudy) StudyReader.read(study.file());
    sweep("out", 1, this::experiment);
    assertThat(simulated.get()).isEqualTo(2);
  }

  @Test
  void aFailedPointIsARow() throws IOException {
    List<PointResult> results =
        sweep(
            "out",
            2,
            overrides -> {
              Experiment sound = experiment(overrides);
              return overrides.contains("rate=100/s") && overrides.contains("instances=2")
                  ? new Failing(sound)
                  : sound;
            });
    assertThat(results).filteredOn(PointResult::isFailed).hasSize(1);
    assertThat(Files.readAllLines(folder.resolve("out/sweep.csv")))
        .filteredOn(line -> line.startsWith("100/s,2,"))
        .singleElement()
        .asString()
        .contains("Invariant batch <= max violated");
    assertThat(folder.resolve("out/summary.json")).content().contains("Failed: Invariant");
  }

  private record Failing(Experiment sound) implements Experiment {
    @Override
    public long seed() {
      return sound.seed();
    }

    @Override
    public int replications() {
      return sound.replications();
    }

    @Override
    public List<Manifest.Input> inputs() {
      return sound.inputs();
    }

    @Override
    public Summary run(int threads) {
      throw new InvariantViolation("batch <= max", "model m", 3, "9 > 8");
    }
  }

  @Test
  void refusesTheStudyIfAPointsScenarioIsRefused() {
    assertThatThrownBy(
            () ->
                sweep(
                    "out",
                    1,
                    overrides -> {
                      throw new InvalidInput("base.yaml", List.of("rate: must be positive"));
                    }))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("study.yaml: 1 problem")
        .hasMessageContaining("at rate=50/s, instances=1: rate: must be positive");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void leavesOtherPeoplesFilesAlone() throws IOException {
    Files.createDirectory(folder.resolve("home"));
    Files.writeString(folder.resolve("home/thesis.tex"), "x");
    assertThatThrownBy(() -> sweep("home", 1, this::experiment))
        .hasMessageContaining("holds other files");
    try (Stream<Path> content = Files.list(folder.resolve("home"))) {
      assertThat(content).hasSize(1);
    }
  }

  @Test
  void oneSweepWritesToAFolderAtATime() {
    try (Journal journal = Journal.open(folder.resolve("out/journal.jsonl"))) {
      assertThat(journal.find("x")).isEmpty();
      assertThatThrownBy(() -> sweep("out", 1, this::experiment))
          .hasMessageContaining("another sweep is writing");
    }
  }
}
