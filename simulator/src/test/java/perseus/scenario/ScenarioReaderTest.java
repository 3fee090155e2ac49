package perseus.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import perseus.arrival.Arrivals;
import perseus.arrival.Poisson;
import perseus.gpu.Sharing;
import perseus.server.Deployment;
import perseus.server.Host;
import perseus.server.RoutingPolicy;
import perseus.server.RunOptions;
import perseus.server.RunResult;
import perseus.server.ServingSystem;
import perseus.server.Simulation;

class ScenarioReaderTest {
  static final String TWO_TENANTS =
      """
      # Two tenants on two P4: does a shared server meet both SLOs?
      formatVersion: 1
      horizon: 10s
      warmUp: auto
      seed: 7
      replications: 2
      servers:
        - {name: s, count: 2, gpus: [{type: P4, count: 2, sharing: streams}], host: {preset: ideal}}
      models:
        - {name: resnet50, service: {fixed: 5ms, perInference: 2ms}, maxBatchSize: 8, dynamicBatching: {}}
        - {name: inceptionv3, service: {fixed: 6ms, perInference: 3ms, cv: 0.1}, maxBatchSize: 8, instances: 1, dynamicBatching: {preferredBatchSizes: [8], maxQueueDelay: 20ms}}
      placement: {policy: shared}
      tenants:
        - {name: photos, model: resnet50, arrivals: {process: poisson, rate: 120/s}, slo: {latency: 750ms, percentile: 95}}
        - {name: faces, model: inceptionv3, arrivals: {process: closed, concurrency: 16, thinkTime: 0ms}, slo: {latency: 750ms, percentile: 95}}
      routing: {policy: least-outstanding}
      """;

  @TempDir Path folder;

  @Test
  void theDocumentedExampleResolves() throws IOException {
    Scenario scenario = read(TWO_TENANTS);
    assertThat(scenario.horizonNs()).isEqualTo(10_000_000_000L);
    assertThat(scenario.warmUpNs()).isEmpty();
    assertThat(scenario.seed()).isEqualTo(7);
    assertThat(scenario.replications()).isEqualTo(2);
    assertThat(scenario.files()).hasSize(1);
    assertThat(scenario.files().get(0).sha256()).matches("[0-9a-f]{64}");

    ServingSystem system = scenario.resolve();
    assertThat(system.hosts()).extracting(Host::name).containsExactly("s[0]", "s[1]");
    assertThat(system.gpus())
        .extracting(g -> g.name())
        .containsExactly("s[0]/gpu0", "s[0]/gpu1", "s[1]/gpu0", "s[1]/gpu1");
    assertThat(system.gpus()).allMatch(g -> g.sharing().equals(Sharing.STREAMS));
    assertThat(system.deployments())
        .extracting(Deployment::model)
        .containsExactly("resnet50", "inceptionv3", "resnet50", "inceptionv3");
    assertThat(system.deployments().get(3).instances())
        .containsExactly(Deployment.Instance.on(2), Deployment.Instance.on(3));
    assertThat(system.deployments().get(1).config().dynamicBatching().maxQueueDelayUs())
        .isEqualTo(20_000);
    assertThat(system.tenants().get(0).arrivals()).isEqualTo(Arrivals.open(new Poisson(120)));
    assertThat(system.tenants().get(1).arrivals()).isEqualTo(Arrivals.closed(16, 0));
    assertThat(system.tenants().get(0).sloNs()).isEqualTo(750_000_000);
    assertThat(system.routing()).isEqualTo(RoutingPolicy.LEAST_OUTSTANDING);
  }

  @Test
  void theResolvedSystemRuns() throws IOException {
    RunResult result =
        Simulation.run(read(TWO_TENANTS).resolve(), RunOptions.of(10_000_000_000L, 1));
    assertThat(result.tenants().get(0).completed()).isGreaterThan(1000);
  }

  @Test
  void everyProblemIsReportedAtOnce() {
    String bad =
        TWO_TENANTS
            .replace("rate: 120/s", "rate: -3/s")
            .replace("model: inceptionv3, arrivals", "model: inceptionv4, arrivals")
            .replace("replications: 2", "replicatons: 2")
            .replace("type: P4", "type: [P4]");
    assertThatThrownBy(() -> read(bad))
        .isInstanceOf(ScenarioException.class)
        .hasMessageContaining("4 problems")
        .hasMessageContaining(
            "tenants[0].arrivals.rate: must be greater than 0/s (at least 1e-9/s) and at most"
                + " 1e9/s (was '-3/s')")
        .hasMessageContaining(
            "tenants[1].model: no model 'inceptionv4'; did you mean 'inceptionv3'?")
        .hasMessageContaining("replicatons: unknown key; did you mean 'replications'?")
        .hasMessageContaining("servers[0].gpus[0].type: must be text (was a list)");
  }

  @Test
  void overridesAreAppliedBeforeChecking() throws IOException {
    Scenario scenario =
        read(
            TWO_TENANTS,
            "tenants[0].arrivals.rate=50/s",
            "tenants[faces].arrivals.concurrency=4",
            "servers[s].host.lostWakeUpProbability=0.5",
            "models[0].dynamicBatching.maxQueueDelay=5ms",
            "seed=9");
    assertThat(scenario.tenants().get(0).arrivals()).isEqualTo(Arrivals.open(new Poisson(50)));
    assertThat(scenario.tenants().get(1).arrivals()).isEqualTo(Arrivals.closed(4, 0));
    assertThat(scenario.seed()).isEqualTo(9);
    assertThat(scenario.resolve().hosts().get(0).latency().lostWakeUpProbability()).isEqualTo(0.5);
    assertThat(scenario.models().get(0).config().dynamicBatching().maxQueueDelayUs())
        .isEqualTo(5000);
  }

  private Scenario read(String yaml, String... overrides) throws IOException {
    Path file = folder.resolve("scenario.yaml");
    Files.writeString(file, yaml);
    return ScenarioReader.read(file, List.of(overrides));
  }
}
