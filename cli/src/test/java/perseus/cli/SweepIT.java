package perseus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Studies, started as a user starts them. */
class SweepIT {
  @TempDir private Path folder;

  @BeforeEach
  void writeScenario() throws IOException {
    Files.writeString(
        folder.resolve("tiny.yaml"),
        """
        formatVersion: 1
        horizon: 4s
        warmUp: 1s
        servers:
          - {name: s, count: 1, gpus: [{type: T4, count: 1, sharing: streams}]}
        models:
          - {name: m, service: {fixed: 4ms}, memory: 6GiB}
        tenants:
          - {name: a, model: m, arrivals: {process: poisson, rate: 50/s}}
        """);
  }

  private Launched sweep(String axes, String output) throws IOException {
    Files.writeString(
        folder.resolve("study.yaml"),
        "formatVersion: 1\nbase: tiny.yaml\nreplications: 2\naxes:\n" + axes);
    return Launched.perseus(folder, "sweep", "study.yaml", "-o", output);
  }

  @Test
  void simulatesEveryPointOnce() throws IOException {
    String axes = "  - {path: \"tenants[a].arrivals.rate\", values: [50/s, 100/s]}\n";
    Launched first = sweep(axes, "out");
    assertThat(first.status()).as(first.err()).isZero();
    assertThat(first.out()).contains("tenants[a].arrivals.rate", "100/s");
    assertThat(first.err()).contains("[2/2]", "Results: out");
    assertThat(folder.resolve("out/sweep.csv")).content().contains("\n100/s,*,p99_ms,");

    Launched second = sweep(axes, "out");
    assertThat(second.err()).contains("2 of 2 points were finished by an earlier run");
    assertThat(second.out()).isEqualTo(first.out());
  }

  @Test
  void aPointThatDoesNotFitFailsTheSweepAndIsARow() throws IOException {
    Launched run = sweep("  - {path: \"models[m].instances\", values: [1, 9]}\n", "out");
    assertThat(run.status()).isEqualTo(ExitCode.FAILED);
    assertThat(run.out()).contains("! models[m].instances=9 failed: placement");
    assertThat(folder.resolve("out/sweep.csv")).content().contains("\n9,*,,,,,,,");
  }

  @Test
  void aMistakeIsRefusedAndNothingWritten() throws IOException {
    Launched run = sweep("  - {path: \"models[m].instnces\", values: [1]}\n", "out");
    assertThat(run.status()).isEqualTo(ExitCode.REFUSED);
    assertThat(run.err()).contains("did you mean 'instances'?").doesNotContain("\tat ");
    assertThat(folder.resolve("out")).doesNotExist();
  }
}
