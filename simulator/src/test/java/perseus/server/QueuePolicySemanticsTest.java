package perseus.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import perseus.arrival.Arrivals;
import perseus.batching.ModelConfig;
import perseus.batching.ModelConfig.DynamicBatching;
import perseus.batching.ModelConfig.QueuePolicy;
import perseus.batching.ModelConfig.TimeoutAction;
import perseus.server.Host.SchedulerLatency;

/** Rules P and T3 of SEMANTICS.md. */
class QueuePolicySemanticsTest {
  private static ModelConfig config(int maxBatch, int levels, QueuePolicy policy) {
    return new ModelConfig(
        maxBatch,
        new DynamicBatching(
            List.of(), 0, levels, levels == 0 ? 0 : levels, policy, Map.of(), false),
        false,
        false);
  }

  private static Tenant tenant(String name, int priority, long timeoutUs, double... timesMs) {
    return new Tenant(name, "m", Rig.at(timesMs), 1, priority, timeoutUs, 0, 99, 0, 0, 0);
  }

  @Test
  void p1_lowerLevelsGoFirstAndUnknownOnesGetTheDefault() {
    Rig.Log log =
        new Rig()
            .model("m", config(1, 2, QueuePolicy.DEFAULT), 10, 1)
            .tenant(tenant("low", 2, 0, 0, 1, 2))
            .tenant(tenant("high", 1, 0, 3))
            .tenant(tenant("unknown", 7, 0, 2.5))
            .run();
    assertThat(log.requests().stream().map(Rig.Request::tenant)).containsExactly(0, 1, 0, 0, 2);
  }

  @Test
  void p2_aFullQueueRejectsAtOnce() {
    Rig.Log log =
        new Rig()
            .model("m", config(1, 0, new QueuePolicy(TimeoutAction.REJECT, 0, false, 2)), 10, 1)
            .requests("m", 0, 1, 2, 3, 4)
            .run();
    assertThat(log.result().tenants().get(0).rejected()).isEqualTo(2);
    assertThat(log.requests().stream().filter(r -> r.outcome() == Outcome.REJECTED))
        .allMatch(r -> r.latencyMs() == 0);
  }

  @Test
  void p3_anExpiredRequestIsRejectedWhenABatchIsFormed() {
    Rig.Log log =
        new Rig()
            .model("m", config(1, 0, new QueuePolicy(TimeoutAction.REJECT, 5000, false, 0)), 20, 1)
            .requests("m", 0, 1, 18)
            .run();
    assertThat(log.requests())
        .anyMatch(r -> r.outcome() == Outcome.TIMED_OUT && r.sentMs() == 1 && r.endMs() == 20);
    assertThat(log.result().tenants().get(0).completed()).isEqualTo(2);
  }

  @Test
  void p4_aDelayedRequestFollowsTheUnexpiredOnesOfItsLevel() {
    Rig.Log log =
        new Rig()
            .model("m", config(1, 0, new QueuePolicy(TimeoutAction.DELAY, 5000, false, 0)), 20, 1)
            .requests("m", 0, 1, 18)
            .run();
    assertThat(log.requests().stream().map(Rig.Request::sentMs)).containsExactly(0.0, 18.0, 1.0);
    assertThat(log.outcomes()).containsOnly(Outcome.COMPLETED);
  }

  @Test
  void p5_whileTheBatcherWaitsForASlotExpiryIsSeenEveryHalfSecond() {
    Rig.Log log =
        new Rig()
            .model(
                "m",
                config(1, 0, new QueuePolicy(TimeoutAction.REJECT, 200_000, false, 0)),
                1400,
                1)
            .requests("m", 0, 100)
            .run();
    Rig.Request late = log.requests().get(0);
    assertThat(late.outcome()).isEqualTo(Outcome.TIMED_OUT);
    // 500 ms after the wait began. It began when the batcher found no idle instance: at the next
    // 500 ms deadline of its wait for requests, since the arrival itself could not wake it.
    assertThat(late.endMs()).isBetween(600.0, 1100.0);
  }

  @Test
  void p6_aRequestMayShortenItsTimeoutWhereAllowedAndOnlyBelowADefault() {
    QueuePolicy allowed = new QueuePolicy(TimeoutAction.REJECT, 50_000, true, 0);
    Rig.Log log =
        new Rig()
            .model("m", config(1, 0, allowed), 20, 1)
            .tenant(tenant("first", 0, 0, 0))
            .tenant(tenant("short", 0, 3000, 1))
            .tenant(tenant("long", 0, 90_000, 1.5))
            .run();
    assertThat(log.result().tenants().get(1).timedOut()).isEqualTo(1);
    assertThat(log.result().tenants().get(2).completed()).isEqualTo(1);
    QueuePolicy noDefault = new QueuePolicy(TimeoutAction.REJECT, 0, true, 0);
    Rig.Log ignored =
        new Rig()
            .model("m", config(1, 0, noDefault), 20, 1)
            .tenant(tenant("first", 0, 0, 0))
            .tenant(tenant("short", 0, 3000, 1))
            .run();
    assertThat(ignored.result().tenants().get(1).completed()).isEqualTo(1);
  }

  @Test
  void t3_aLostWakeUpLeavesAnIdleInstanceWaitingForHalfASecond() {
    QueuePolicy bounded = new QueuePolicy(TimeoutAction.REJECT, 0, false, 100);
    for (double lost : new double[] {0, 1}) {
      Rig rig = new Rig();
      rig.host =
          new Host(
              "host",
              Host.FrontEnd.NONE,
              new SchedulerLatency(0, 0, 0, 50_000, 0, 1, lost),
              Host.RateLimiter.OFF,
              0,
              0);
      Rig.Log log =
          rig.model("m", config(1, 0, bounded), 7, 1)
              .tenant(Tenant.of("client", "m", Arrivals.closed(1, 0)))
              .run(new RunOptions(5_000_000_000L, 0, 1, 0, 0, false));
      double p50 = log.result().tenants().get(0).latency().percentile(50) / 1e6;
      assertThat(p50).isCloseTo(lost == 0 ? 7.05 : 507, within(1.0));
      assertThat(log.result().deployments().get(0).lostWakeUps() > 0).isEqualTo(lost == 1);
    }
  }
}
