package perseus.frontier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import perseus.arrival.Arrivals;
import perseus.arrival.ConstantRate;
import perseus.batching.ModelConfig;
import perseus.frontier.FrontierResult.Comparison;
import perseus.frontier.FrontierResult.Point;
import perseus.frontier.FrontierStudy.Pair;
import perseus.gpu.Interference;
import perseus.gpu.Sharing;
import perseus.input.InvalidInput;
import perseus.profile.Basis;
import perseus.profile.ServiceCurve;
import perseus.profile.ServiceDistribution;
import perseus.scenario.ScenarioReader;
import perseus.server.Deployment;
import perseus.server.Gpu;
import perseus.server.Host;
import perseus.server.RoutingPolicy;
import perseus.server.ServingSystem;
import perseus.server.Tenant;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

class FrontierTest {
  private static final Path STUDY = Path.of("../scenarios/perseus-ic2e20/frontier.yaml");

  private static FrontierStudy study() {
    return FrontierStudy.read(STUDY, tree());
  }

  private static JsonNode tree() {
    return new YAMLMapper().readTree(STUDY.toFile());
  }

  private static FrontierResult run(
      FrontierStudy study, FrontierStudy.Case c, ServingSystem system, int replications) {
    return FrontierRunner.run(
        study,
        c,
        system,
        120_000_000_000L,
        1,
        replications,
        Double.NaN,
        Basis.ASSUMED,
        c.dedicated(),
        null,
        2,
        point -> {});
  }

  @Test
  void withoutGapsOnTheGpuEveryMixReplacesExactlyOneServer() {
    double[] serviceMs = {5, 8};
    List<Deployment> deployments =
        java.util.stream.IntStream.range(0, 2)
            .mapToObj(
                m ->
                    new Deployment(
                        "m" + m,
                        0,
                        ModelConfig.NO_BATCHING,
                        ServiceCurve.linear(
                            serviceMs[m] * 1e6, 0, ServiceDistribution.DETERMINISTIC),
                        List.of(Deployment.Instance.on(0)),
                        0,
                        List.of()))
            .toList();
    List<Tenant> tenants =
        deployments.stream()
            .map(
                d ->
                    Tenant.of(
                        d.model(),
                        d.model(),
                        new Arrivals.OpenLoop(new ConstantRate(50), 50, true, 0, 0)))
            .toList();
    ServingSystem system =
        new ServingSystem(
            List.of(Host.ideal("h")),
            List.of(new Gpu("g", 0, "P4", Sharing.STREAMS, 0, Interference.NONE)),
            deployments,
            tenants,
            RoutingPolicy.LEAST_OUTSTANDING);
    FrontierStudy.Case one =
        new FrontierStudy.Case("one", List.of(), new Pair(200, 125), List.of(), "");
    FrontierStudy study =
        new FrontierStudy("", Path.of(""), 0.99, List.of(0.2, 0.5, 0.8), List.of(one));
    FrontierResult result = run(study, one, system, 1);
    assertThat(result.dedicated().x()).isCloseTo(200, within(1.0));
    assertThat(result.dedicated().y()).isCloseTo(125, within(1.0));
    for (Point p : result.curve()) {
      assertThat(p.capacitySum()).isCloseTo(1, within(0.01));
      assertThat(Math.abs(p.saving())).isLessThan(0.01);
    }
  }

  /** The project's headline: from dedicated measurements alone, ten measured mixes. */
  @Test
  void thePerseusFrontierIsWithinItsErrorBounds() {
    FrontierStudy study = study();
    double[] errors = new double[10];
    int n = 0;
    for (FrontierStudy.Case c : study.cases()) {
      if (c.measured().isEmpty()) {
        continue;
      }
      ServingSystem system = ScenarioReader.read(study.base(), c.set()).resolve();
      FrontierStudy bare =
          new FrontierStudy(study.title(), study.base(), study.sustained(), List.of(), List.of(c));
      FrontierResult result = run(bare, c, system, 1);
      for (Comparison comparison : result.comparisons()) {
        errors[n++] = Math.abs(comparison.errorPoints());
      }
      Comparison balanced = result.comparisons().get(2);
      double measuredSaving = 100 * (1 - 1 / balanced.measuredSum());
      assertThat(100 * balanced.predicted().saving()).isCloseTo(measuredSaving, within(4.0));
    }
    assertThat(n).isEqualTo(10);
    java.util.Arrays.sort(errors);
    assertThat((errors[4] + errors[5]) / 2).isLessThanOrEqualTo(3);
    assertThat(errors[9]).isLessThanOrEqualTo(8);
  }

  @Test
  void aStudyIsRefusedWithEveryProblem() {
    JsonNode bad =
        new YAMLMapper()
            .readTree(
                """
                formatVersion: 1
                kind: frontier
                base: two-models.yaml
                sustaned: 0.99
                mixes: [0.5, 2]
                cases:
                  - {name: a, set: [nonsense], measured: [[1, 2]]}
                  - {name: a, dedicatedAs: b}
                """);
    assertThatThrownBy(() -> FrontierStudy.read(STUDY, bad))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("sustained")
        .hasMessageContaining("mixes[1]")
        .hasMessageContaining("cases[0].set[0]")
        .hasMessageContaining("cases[0].dedicated")
        .hasMessageContaining("cases[1].name")
        .hasMessageContaining("cases[1].dedicatedAs");
  }
}
