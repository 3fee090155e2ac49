package perseus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every command, started as a user starts it. */
class CommandsIT {
  private static final String SCENARIO =
      """
      formatVersion: 1
      horizon: 4s
      warmUp: 1s
      seed: 7
      replications: 2
      servers:
        - {name: s, count: 1, gpus: [{type: T4, count: 1, sharing: streams}]}
      models:
        - name: m
          service: {fixed: 4ms, perInference: 1ms, cv: 0.1}
          maxBatchSize: 4
          dynamicBatching: {maxQueueDelay: 1ms}
      placement: {policy: shared}
      tenants:
        - name: a
          model: m
          arrivals: {process: poisson, rate: 300/s}
          slo: {latency: 50ms, percentile: 95}
        - name: b
          model: m
          arrivals: {process: closed, concurrency: 2, thinkTime: 10ms}
          slo: {latency: 50ms, percentile: 95}
      """;

  @TempDir private Path folder;
  private String scenario;

  @BeforeEach
  void writeScenario() throws IOException {
    scenario = Files.writeString(folder.resolve("tiny.yaml"), SCENARIO).getFileName().toString();
  }

  private Launched perseus(String... arguments) {
    return Launched.perseus(folder, arguments);
  }

  @Test
  void simulateWritesTheSameBytesAgainExceptInRunJson() throws IOException {
    Launched first = perseus("simulate", scenario, "-o", "one");
    Launched second = perseus("simulate", scenario, "-o", "two");

    assertThat(first.status()).as(first.err()).isZero();
    assertThat(first.out()).contains("tenant", "a ", "b ").isEqualTo(second.out());
    assertThat(files("one"))
        .containsOnlyKeys("manifest.json", "run.json", "summary.csv", "summary.json");
    assertThat(reproducible("one")).isEqualTo(reproducible("two"));
  }

  @Test
  void theNumberOfThreadsDoesNotShow() throws IOException {
    Launched one = perseus("simulate", scenario, "--threads", "1", "-o", "one");
    Launched two = perseus("simulate", scenario, "--threads", "2", "-o", "two");

    assertThat(one.out()).isEqualTo(two.out());
    assertThat(reproducible("one")).isEqualTo(reproducible("two"));
  }

  @Test
  void theDefaultFolderIsNamedAfterTheScenario() {
    Launched run = perseus("simulate", scenario);

    assertThat(run.err()).contains("Results: results/tiny");
    assertThat(folder.resolve("results/tiny/summary.csv")).exists();
  }

  @Test
  void overridesReachTheRunAndTheManifest() throws IOException {
    Launched run =
        perseus(
            "simulate",
            scenario,
            "--set",
            "tenants[a].arrivals.rate=10/s",
            "--seed",
            "9",
            "--replications",
            "3",
            "-o",
            "r");

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(files("r").get("manifest.json"))
        .contains("tenants[a].arrivals.rate=10/s", "\"seed\" : 9", "\"replications\" : 3");
  }

  @Test
  void theRequestLogHasALinePerRequest() throws IOException {
    Launched run = perseus("simulate", scenario, "-o", "r", "--requests", "requests.csv");

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(Files.readAllLines(folder.resolve("requests.csv")))
        .hasSizeGreaterThan(1000)
        .first()
        .asString()
        .startsWith("tenant,model,server,sent_ns");
  }

  @Test
  void precisionAddsReplications() throws IOException {
    Launched run = perseus("simulate", scenario, "--precision", "10%", "-o", "r");

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(files("r").get("summary.json")).containsPattern("\"replications\" : [5-9]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "simulate missing.yaml",
        "simulate bad.yaml",
        "simulate tiny.yaml --set servers[s].count=none",
        "simulate tiny.yaml --seed x",
        "simulate tiny.yaml --replications 0",
        "simulate tiny.yaml --precision 200%",
        "simulate tiny.yaml --sed 3",
        "simulate",
        "compare tiny.yaml",
        "compare tiny.yaml bad.yaml",
        "plan bad.yaml --goal fleet",
        "plan tiny.yaml --goal rats",
        "plan tiny.yaml",
        "plan tiny.yaml --goal fleet --server x",
        "profile show bad.yaml",
        "profile diff tiny.yaml bad.yaml",
        "check --family mm2",
        "check --data nowhere",
        "schema scenari"
      })
  void badInputIsRefusedAndLeavesNothing(String line) throws IOException {
    Files.writeString(
        folder.resolve("bad.yaml"),
        SCENARIO.replace("rate: 300/s", "rate: -3/s").replace("model: m\n", "model: n\n"));
    List<String> arguments = new java.util.ArrayList<>(List.of(line.split(" ")));

    Launched run = Launched.perseus(folder, arguments);

    assertThat(run.status()).as(run.out() + run.err()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("perseus: ").doesNotContain("\tat ", "Exception");
    assertThat(names()).containsExactlyInAnyOrder("tiny.yaml", "bad.yaml");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rate: 300/s | rate: -3/s | tenants[0].arrivals.rate",
        "model: m | model: n | did you mean 'm'",
        "horizon: 4s | horizn: 4s | did you mean 'horizon'",
        "formatVersion: 1 | formatVersion: 9 | this program reads version 1"
      })
  void theMessageSaysWhereAndWhat(String good, String bad, String message) throws IOException {
    Files.writeString(folder.resolve("bad.yaml"), SCENARIO.replace(good, bad));

    assertThat(perseus("simulate", "bad.yaml").err()).contains("bad.yaml", message);
  }

  @Test
  void anotherFolderIsNotOverwritten() throws IOException {
    Files.createDirectories(folder.resolve("mine"));
    Files.writeString(folder.resolve("mine/thesis.txt"), "precious");

    Launched run = perseus("simulate", scenario, "-o", "mine");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("mine", "not overwritten");
    assertThat(files("mine")).containsOnlyKeys("thesis.txt");
  }

  @Test
  void comparePairsTheReplications() throws IOException {
    Files.writeString(
        folder.resolve("two.yaml"), SCENARIO.replace("count: 1, gpus", "count: 2, gpus"));

    Launched run = perseus("compare", scenario, "two.yaml", "-o", "c");

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out()).contains("two against tiny");
    assertThat(files("c").get("comparison.csv")).contains("tiny,two,a,p99_ms");
  }

  @Test
  void planFindsTheSmallestFleetAndSaysWhyFewerFail() throws IOException {
    Launched run =
        perseus(
            "plan",
            scenario,
            "--goal",
            "fleet",
            "--set",
            "tenants[a].arrivals.rate=1500/s",
            "-o",
            "p");

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out()).contains("servers meet every SLO", "One server fewer", "<- binding");
    assertThat(files("p").get("plan.csv")).contains("servers,tenant", ",missed,");
  }

  @Test
  void planSaysSoWhenNothingWillDo() {
    Launched run =
        perseus(
            "plan",
            scenario,
            "--goal",
            "fleet",
            "--max",
            "2",
            "--set",
            "tenants[a].slo.latency=3ms",
            "-o",
            "p");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).contains("No answer: 2 servers");
  }

  @Test
  void checkPassesAndSpeaksJson() {
    Launched run = perseus("check", "--family", "closed", "--json");

    assertThat(run.status()).as(run.out() + run.err()).isZero();
    assertThat(run.out()).startsWith("[").contains("\"pass\" : true").doesNotContain("false");
  }

  @Test
  void theSchemaIsJson() {
    Launched run = perseus("schema", "scenario");

    assertThat(run.status()).isZero();
    assertThat(run.out()).startsWith("{").contains("\"formatVersion\"", "\"tenants\"");
  }

  private List<String> names() throws IOException {
    try (Stream<Path> content = Files.list(folder)) {
      return content.map(path -> path.getFileName().toString()).toList();
    }
  }

  /** Text of the files of a results folder, by name. */
  private Map<String, String> files(String name) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> content = Files.list(folder.resolve(name))) {
      for (Path path : (Iterable<Path>) content::iterator) {
        files.put(path.getFileName().toString(), Files.readString(path));
      }
    }
    return files;
  }

  private Map<String, String> reproducible(String name) throws IOException {
    Map<String, String> files = files(name);
    files.remove("run.json");
    return files;
  }
}
