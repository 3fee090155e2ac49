package perseus.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import perseus.arrival.Arrivals;
import perseus.arrival.Poisson;
import perseus.batching.ModelConfig;
import perseus.gpu.Sharing;
import perseus.kernel.InvariantViolation;
import perseus.server.Host.FrontEnd;
import perseus.server.Host.RateLimiter;
import perseus.server.Host.SchedulerLatency;

/** Rules F, D, X, R, N, C and the invariants V of SEMANTICS.md. */
class ServerSemanticsTest {
  private static Host host(FrontEnd frontEnd, RateLimiter limiter, double contention, int cache) {
    return new Host("host", frontEnd, SchedulerLatency.IDEAL, limiter, contention, cache);
  }

  @Test
  void f1_handlersServeInOrderAndTheLinkBeforeThem() {
    Rig rig = new Rig();
    rig.host = host(new FrontEnd(0, 1, 1_000_000, 0, 0, 0, false, 500_000), RateLimiter.OFF, 0, 0);
    Rig.Log log = rig.model("m", ModelConfig.NO_BATCHING, 10, 3).requests("m", 0, 0, 0).run();
    assertThat(log.requests().stream().map(Rig.Request::latencyMs))
        .containsExactly(11.5, 12.5, 13.5);
    Rig link = new Rig();
    link.host = host(new FrontEnd(1e9, 2, 0, 0, 0, 0, false, 0), RateLimiter.OFF, 0, 0);
    Tenant t = new Tenant("t", "m", Rig.at(0, 0), 1, 0, 0, 0, 99, 2_000_000, 0, 0);
    assertThat(
            link.model("m", ModelConfig.NO_BATCHING, 10, 3).tenant(t).run().requests().stream()
                .map(Rig.Request::latencyMs))
        .containsExactly(12.0, 14.0);
  }

  @Test
  void f2_responsesMayOccupyTheHandlers() {
    Rig rig = new Rig();
    rig.host = host(new FrontEnd(0, 1, 0, 0, 1_000_000, 0, true, 0), RateLimiter.OFF, 0, 0);
    Rig.Log log = rig.model("m", ModelConfig.dynamic(4, 0), 10, 1).requests("m", 0, 0, 0).run();
    assertThat(log.requests().stream().map(Rig.Request::latencyMs))
        .containsExactly(11.0, 12.0, 13.0);
  }

  @Test
  void d1_speedIsReEvaluatedWhenANeighbourStartsOrEnds() {
    Rig.Log log =
        new Rig()
            .model("a", ModelConfig.NO_BATCHING, Rig.curve(0, 10), 1, 0)
            .model("b", ModelConfig.NO_BATCHING, Rig.curve(0, 10), 1, 0)
            .requests("a", 0)
            .requests("b", 5)
            .run();
    assertThat(log.executions().stream().map(Rig.Execution::endMs)).containsExactly(15.0, 20.0);
    assertThat(log.result().gpus().get(0).busyNs()).isCloseTo(20e6, within(1.0));
  }

  @Test
  void d2_timeSlicesCostTheirSwitches() {
    Rig rig = new Rig();
    rig.sharing = new Sharing(Sharing.Mode.TIME_SLICED, 0.1);
    Rig.Log log =
        rig.model("a", ModelConfig.NO_BATCHING, Rig.curve(0, 10), 2, 0).requests("a", 0, 0).run();
    assertThat(log.executions().get(1).endMs()).isCloseTo(22.0, within(1e-5));
  }

  @Test
  void d3_interferenceIsAFactorOnTopOfSharing() {
    Rig rig = new Rig();
    rig.interference = (running, self) -> running.count() == 1 ? 1 : 1.5;
    Rig.Log log =
        rig.model("a", ModelConfig.NO_BATCHING, Rig.curve(0, 10), 2, 0).requests("a", 0, 0).run();
    assertThat(log.executions().get(1).endMs()).isCloseTo(30.0, within(1e-5));
  }

  @Test
  void x1_hostPhasesOverlapWithTheNeighboursGpuWork() {
    Rig.Log log =
        new Rig()
            .model("a", ModelConfig.NO_BATCHING, Rig.curve(4, 6), 1, 0)
            .model("b", ModelConfig.NO_BATCHING, Rig.curve(4, 6), 1, 0)
            .requests("a", 0)
            .requests("b", 6)
            .run();
    // a: host 0-4, GPU 4-10; b: host 6-10, GPU 10-16: they never meet.
    assertThat(log.executions().stream().map(Rig.Execution::endMs)).containsExactly(10.0, 16.0);
  }

  @Test
  void x2_hostContentionStretchesHostPhasesOnly() {
    Rig rig = new Rig();
    rig.host = host(FrontEnd.NONE, RateLimiter.OFF, 0.5, 0);
    Rig.Log log =
        rig.model("a", ModelConfig.NO_BATCHING, Rig.curve(4, 6), 2, -1).requests("a", 0, 0).run();
    assertThat(log.executions().get(1).endMs()).isCloseTo(4 * 1.5 + 6, within(1e-5));
  }

  @Test
  void r1_executionsTimesPriorityDecideWhoGetsTheResource() {
    RateLimiter limiter = new RateLimiter(true, List.of("r"), List.of(true), List.of(1));
    Rig rig = new Rig();
    rig.host = host(FrontEnd.NONE, limiter, 0, 0);
    for (int priority = 1; priority <= 2; priority++) {
      rig.add(
          new Deployment(
              priority == 1 ? "a" : "b",
              0,
              ModelConfig.NO_BATCHING,
              Rig.curve(0, 10),
              List.of(new Deployment.Instance(-1, 1, 1, List.of(1), priority)),
              0,
              List.of()));
    }
    Rig.Log log = rig.requests("a", new double[40]).requests("b", new double[20]).run();
    List<Rig.Execution> first = log.executions().subList(0, 30);
    long a = first.stream().filter(e -> e.deployment() == 0).count();
    assertThat(a).isBetween(19L, 21L);
    for (int i = 1; i < log.executions().size(); i++) {
      assertThat(log.executions().get(i).startMs())
          .as("one unit: executions never overlap")
          .isGreaterThanOrEqualTo(log.executions().get(i - 1).endMs());
    }
  }

  @Test
  void n1_ensembleStepsRunWhenTheirInputsExist() {
    Rig rig =
        new Rig()
            .model("decode", ModelConfig.NO_BATCHING, 3, 1)
            .model("left", ModelConfig.NO_BATCHING, 10, 1)
            .model("right", ModelConfig.NO_BATCHING, 7, 1)
            .model("join", ModelConfig.NO_BATCHING, 2, 1)
            .add(
                new Deployment(
                    "ensemble",
                    0,
                    ModelConfig.NO_BATCHING,
                    Rig.curve(0, 0),
                    List.of(),
                    0,
                    List.of(
                        new Deployment.EnsembleStep(0, List.of()),
                        new Deployment.EnsembleStep(1, List.of(0)),
                        new Deployment.EnsembleStep(2, List.of(0)),
                        new Deployment.EnsembleStep(3, List.of(1, 2)))))
            .requests("ensemble", 0);
    Rig.Log log = rig.run();
    assertThat(log.requests()).hasSize(1);
    assertThat(log.requests().get(0).latencyMs()).isEqualTo(15.0);
    // Parallel branches add up in the statistics, as Triton's do.
    assertThat(log.result().tenants().get(0).meanComputeInferNs()).isCloseTo(22e6, within(1.0));
  }

  @Test
  void c1_anEqualRequestHitsOnceAnExecutionHasEnded() {
    Rig rig = new Rig();
    rig.host = host(FrontEnd.NONE, RateLimiter.OFF, 0, 10);
    Tenant same = new Tenant("t", "m", Rig.at(0, 1, 30), 1, 0, 0, 0, 99, 0, 0, 1);
    Rig.Log log = rig.model("m", new ModelConfig(0, null, false, true), 10, 2).tenant(same).run();
    assertThat(log.executions()).hasSize(2);
    assertThat(log.requests().get(2).latencyMs()).isZero();
  }

  @Test
  void e1_theCapHoldsRequestsAtTheClient() {
    Arrivals capped =
        new Arrivals.OpenLoop(
            new perseus.arrival.Replay(new long[] {0, 0, 0}), 1, true, 2_000_000, 0);
    Rig.Log log =
        new Rig()
            .model("m", ModelConfig.NO_BATCHING, 10, 3)
            .tenant(Tenant.of("t", "m", capped))
            .run();
    assertThat(log.starts()).containsExactly(0.0, 12.0, 24.0);
    assertThat(log.result().tenants().get(0).latency().max()).isEqualTo(10_000_000L);
  }

  @ParameterizedTest
  @EnumSource(names = {"LOSE_A_REQUEST", "OVERFILL_A_BATCH"})
  void v_aSeededBugFailsTheRun(Engine.Fault fault) {
    Rig rig = new Rig();
    rig.model("m", ModelConfig.dynamic(4, 1000), 1, 1);
    rig.tenant(Tenant.of("t", "m", Arrivals.open(new Poisson(1000))));
    RunOptions options = RunOptions.of(2_000_000_000L, 1);
    assertThatThrownBy(() -> new Engine(rig.system(), options, null, fault).run())
        .isInstanceOf(InvariantViolation.class)
        .hasMessageContaining(fault == Engine.Fault.LOSE_A_REQUEST ? "V1" : "V3");
    assertThat(new Engine(rig.system(), options, null, Engine.Fault.NONE).run().events())
        .isPositive();
  }
}
