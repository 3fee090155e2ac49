package perseus.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import perseus.metric.CrossChecks;
import perseus.metric.Metric;
import perseus.metric.ReplicationSet;
import perseus.metric.Runs;
import perseus.metric.Summarizer;
import perseus.metric.Summary;
import perseus.price.Billing;
import perseus.price.Fleet;
import perseus.price.Price;
import perseus.profile.Basis;
import perseus.server.RunResult;
import perseus.server.ServingSystem;

class ResultsFolderTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long MS = 1_000_000L;
  private static final ServingSystem SYSTEM = Runs.system("photos", "faces");

  @TempDir Path parent;

  private static RunResult run(long... ms) {
    long[] ns = Arrays.stream(ms).map(each -> each * MS).toArray();
    return Runs.run(
        SECOND,
        new double[] {SECOND / 3.0, SECOND / 7.0},
        Runs.tenant(SECOND, 25 * MS, new double[1000], ns),
        Runs.tenant(SECOND, 40 * MS));
  }

  static Summary summary() {
    Price price = new Price("p4", 0.852, Billing.PER_SECOND, "P4", 1, 6, 12, "", Basis.ASSUMED);
    return Summarizer.summarize(
        "two-tenants",
        SYSTEM,
        new ReplicationSet(List.of(run(10, 20, 30), run(11, 22, 31)), 0, true, true, 0.1),
        List.of(Basis.MEASURED, Basis.INTERPOLATED),
        Fleet.of(1, price));
  }

  private static String golden(String name) throws IOException {
    Path file = Path.of("src/test/resources/golden/summary").resolve(name);
    return Files.readString(file);
  }

  private static void assertGolden(String name, String actual) throws IOException {
    if (System.getProperty("golden", "").equals("write")) {
      Path file = Path.of("src/test/resources/golden/summary").resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, actual);
    }
    assertThat(actual).isEqualTo(golden(name));
  }

  @Test
  void theSummaryIsTheGoldenOne() throws IOException {
    assertGolden("summary.csv", ResultsFolder.csv(ResultRow.of(summary())));
    assertGolden(
        "summary.json",
        ResultsFolder.json(ResultRow.of(summary()), List.of(ScenarioNotes.of(summary()))));
    assertGolden("table.txt", SummaryTable.render(summary()));
  }

  @Test
  void theGoldenSummaryObeysTheLaws() {
    assertThat(CrossChecks.check(SYSTEM, run(10, 20, 30))).isEmpty();
    for (Summary.Tenant tenant : summary().tenants()) {
      double outcomes =
          List.of(
                  Metric.COMPLETED,
                  Metric.REJECTED,
                  Metric.TIMED_OUT,
                  Metric.CANCELLED,
                  Metric.FAILED,
                  Metric.UNFINISHED)
              .stream()
              .mapToDouble(metric -> tenant.get(metric).value())
              .sum();
      assertThat(outcomes).isEqualTo(tenant.get(Metric.ARRIVED).value());
      assertThat(tenant.get(Metric.GOODPUT_IPS).value())
          .isLessThanOrEqualTo(tenant.get(Metric.THROUGHPUT_IPS).value());
    }
  }

  @Test
  void theLocaleChangesNothing() {
    Locale before = Locale.getDefault();
    String csv = ResultsFolder.csv(ResultRow.of(summary()));
    String table = SummaryTable.render(summary());
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG"));
      assertThat(ResultsFolder.csv(ResultRow.of(summary()))).isEqualTo(csv);
      assertThat(SummaryTable.render(summary())).isEqualTo(table);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void onlyRunJsonDependsOnCircumstances() throws IOException {
    write("a", new RunInfo(List.of("simulate", "x.yaml"), 1, 5 * SECOND));
    write("b", new RunInfo(List.of("simulate", "x.yaml", "--threads", "8"), 8, 3 * SECOND));
    for (String name : List.of("summary.csv", "summary.json", "manifest.json")) {
      assertThat(parent.resolve("a").resolve(name))
          .hasSameBinaryContentAs(parent.resolve("b").resolve(name));
    }
    assertThat(parent.resolve("b/run.json"))
        .content()
        .contains("\"threads\" : 8", "\"wallSeconds\" : 3", "--threads", "\"java\"");
    assertThat(parent.resolve("a/manifest.json"))
        .content()
        .contains(
            "\"seed\" : 7",
            "\"java\" : \">=17\"",
            "\"path\" : \"x.yaml\"",
            // SHA-256 of "abc", FIPS 180-2 appendix B.1.
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
            "horizon=1m");
  }

  private void write(String name, RunInfo run) {
    String sha = Manifest.sha256("abc".getBytes(StandardCharsets.UTF_8));
    Manifest manifest =
        new Manifest(7, 2, List.of(new Manifest.Input("x.yaml", sha)), List.of("horizon=1m"));
    try (StagedFolder folder = StagedFolder.open(parent.resolve(name))) {
      ResultsFolder.write(folder, summary(), manifest, run);
      folder.commit();
    }
  }
}
