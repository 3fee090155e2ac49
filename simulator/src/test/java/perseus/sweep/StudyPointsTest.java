package perseus.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import perseus.input.InvalidInput;

/** Sweeps of scenarios that are really simulated. */
class StudyPointsTest {
  private static final String BASE =
      """
      formatVersion: 1
      horizon: 20s
      warmUp: 1s
      seed: 3
      replications: 2
      servers:
        - {name: s, count: 1, gpus: [{type: T4, count: 1, sharing: streams}]}
      models:
        - {name: m, service: {fixed: 5ms}, memory: 6GiB, instances: 1}
      tenants:
        - {name: t, model: m, arrivals: {process: poisson, rate: 50/s}}
      """;

  @TempDir Path folder;

  @BeforeEach
  void base() throws IOException {
    Files.writeString(folder.resolve("base.yaml"), BASE);
  }

  private List<PointResult> sweep(String output, int threads, String axes) throws IOException {
    Path file = folder.resolve("study.yaml");
    Files.writeString(file, "formatVersion: 1\nbase: base.yaml\naxes:\n" + axes);
    AxesStudy study = (AxesStudy) StudyReader.read(file);
    return new Sweep(study, folder.resolve(output), threads, List.of(), line -> {})
        .run(StudyPoints.of(study));
  }

  @Test
  void simulatesEveryPointTheSameOnAnyNumberOfThreads() throws IOException {
    String axes = "  - {path: \"tenants[0].arrivals.rate\", values: [40/s, 80/s, 120/s]}\n";
    List<PointResult> one = sweep("one", 1, axes);
    assertThat(sweep("four", 4, axes)).isEqualTo(one);
    assertThat(one).noneMatch(PointResult::isFailed);
    for (String name : List.of("sweep.csv", "summary.json", "manifest.json")) {
      assertThat(folder.resolve("one").resolve(name))
          .hasSameBinaryContentAs(folder.resolve("four").resolve(name));
    }
    assertThat(folder.resolve("one/sweep.csv"))
        .content()
        .contains("\n40/s,t,throughput_ips,", "\n120/s,t,p99_ms,");
  }

  @Test
  void aPointThatDoesNotFitTheMemoryFailsAlone() throws IOException {
    List<PointResult> results =
        sweep("out", 1, "  - {path: \"models[0].instances\", values: [1, 2, 8]}\n");
    assertThat(results).extracting(PointResult::isFailed).containsExactly(false, false, true);
    assertThat(results.get(2).error()).startsWith("placement: the instances on s/gpu0");
  }

  @Test
  void aMistakeRefusesTheStudy() {
    assertThatThrownBy(
            () -> sweep("out", 1, "  - {path: \"tenants[0].arrivals.rat\", values: [1/s]}\n"))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("did you mean 'rate'?");
    assertThatThrownBy(
            () -> sweep("out", 1, "  - {path: \"models[0].instances\", values: [8, 9]}\n"))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("at models[0].instances=8");
    assertThat(folder.resolve("out")).doesNotExist();
  }
}
