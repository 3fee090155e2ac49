package perseus.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import perseus.batching.ModelConfig;
import perseus.server.Host.Payloads;
import perseus.server.Host.SchedulerLatency;

/** Rules B, G, S, M and T of SEMANTICS.md, each on arrivals small enough to follow by hand. */
class BatcherSemanticsTest {
  private static final double[] ONE_THEN_NINE = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};

  private static Host host(Payloads payloads, SchedulerLatency latency) {
    return new Host("host", Host.FrontEnd.NONE, latency, Host.RateLimiter.OFF, 0, 0, payloads);
  }

  private static SchedulerLatency batcherFirst(double probability) {
    return new SchedulerLatency(0, 0, 0, 0, 0, probability, 0);
  }

  private static ModelConfig variableShape(ModelConfig fixed) {
    return new ModelConfig(fixed.maxBatchSize(), fixed.dynamicBatching(), true, false);
  }

  @Test
  void b1_withoutDelayAnIdleInstanceGetsWhatIsQueued() {
    Rig.Log log =
        new Rig().model("m", ModelConfig.dynamic(8, 0), 10, 1).requests("m", 0, 0, 0).run();
    assertThat(log.sizes()).containsExactly(3);
    assertThat(log.starts()).containsExactly(0.0);
  }

  @Test
  void b2_aPreferredSizeClosesThePayloadWithoutDelay() {
    Rig.Log log =
        new Rig()
            .model("m", ModelConfig.dynamic(8, 0, 4, 8), 10, 1)
            .requests("m", ONE_THEN_NINE)
            .run();
    assertThat(log.sizes()).containsExactly(1, 4, 4, 1);
  }

  @Test
  void b3_withDelayAFullPayloadLeavesAtOnceAndALonelyRequestWaits() {
    Rig.Log full =
        new Rig()
            .model("m", ModelConfig.dynamic(4, 5000), 10, 1)
            .requests("m", 0, 0.1, 0.2, 0.3)
            .run();
    assertThat(full.sizes()).containsExactly(4);
    assertThat(full.starts()).containsExactly(0.3);
    Rig.Log lonely =
        new Rig().model("m", ModelConfig.dynamic(4, 5000), 10, 1).requests("m", 0).run();
    assertThat(lonely.starts()).containsExactly(5.0);
  }

  @Test
  void b4_aPayloadAtTheLargestPreferredSizeTakesOneMore() {
    double[] burst = new double[20];
    Rig.Log log =
        new Rig().model("m", ModelConfig.dynamic(8, 20_000, 4), 10, 1).requests("m", burst).run();
    assertThat(log.sizes()).containsExactly(5, 5, 5, 5);
  }

  @Test
  void b5_anExceededDelayIgnoresPreferredSizes() {
    Rig.Log log =
        new Rig()
            .model("m", ModelConfig.dynamic(8, 10_000, 4, 8), 10, 1)
            .requests("m", 0, 1, 2)
            .run();
    assertThat(log.sizes()).containsExactly(3);
    assertThat(log.starts()).containsExactly(10.0);
  }

  @Test
  void b6_theWaitHasWholeMicrosecondsAndRoundsDown() {
    Rig.Log log =
        new Rig()
            .model("m", ModelConfig.dynamic(8, 10), 1, 1)
            .requests("m", 0.0000004, 0.0050007)
            .run();
    // 10 us after the first, less the fraction lost when the second woke the batcher.
    assertThat(log.starts().get(0)).isBetween(0.0090, 0.0100004);
  }

  @Test
  void b7_aRequestThatWouldOverflowClosesTheBatch() {
    Tenant pairs = new Tenant("pairs", "m", Rig.at(0, 0, 0), 3, 0, 0, 0, 99, 0, 0, 0);
    Rig.Log log = new Rig().model("m", ModelConfig.dynamic(8, 0), 10, 1).tenant(pairs).run();
    assertThat(log.sizes()).containsExactly(6, 3);
  }

  @Test
  void g1_waitingPayloadsGrowStayFrozenOrAreNotFormed() {
    for (Payloads payloads : Payloads.values()) {
      Rig rig = new Rig();
      rig.host = host(payloads, SchedulerLatency.IDEAL);
      Rig.Log log =
          rig.model("m", ModelConfig.dynamic(8, 0), 10, 1).requests("m", ONE_THEN_NINE).run();
      switch (payloads) {
        case GROWING -> assertThat(log.sizes()).containsExactly(1, 8, 1);
        case FROZEN -> assertThat(log.sizes()).containsExactly(1, 1, 1, 7);
        case ON_IDLE -> assertThat(log.sizes()).containsExactly(1, 8, 1);
      }
    }
  }

  @Test
  void s1_noMoreThanTwoPayloadsPerInstanceWaitAndTheNewestIsFrozen() {
    Rig.Log log =
        new Rig()
            .model("m", ModelConfig.dynamic(2, 0), 10, 1)
            .requests("m", 0, 1, 2, 3, 4, 5, 6)
            .run();
    assertThat(log.sizes()).containsExactly(1, 2, 2, 2);
  }

  @Test
  void t1_fixedShapesGrowOnlyWhenTheBatcherWinsTheRace() {
    double[] times = {0, 10, 20};
    ModelConfig fixed = ModelConfig.dynamic(8, 2000);
    Rig first = new Rig();
    first.host = host(Payloads.GROWING, batcherFirst(1));
    assertThat(first.model("m", fixed, 100, 1).requests("m", times).run().sizes())
        .containsExactly(1, 2);
    Rig last = new Rig();
    last.host = host(Payloads.GROWING, batcherFirst(0));
    assertThat(last.model("m", fixed, 100, 1).requests("m", times).run().sizes())
        .containsExactly(1, 1, 1);
    Rig variable = new Rig();
    variable.host = host(Payloads.GROWING, batcherFirst(0));
    assertThat(variable.model("m", variableShape(fixed), 100, 1).requests("m", times).run().sizes())
        .containsExactly(1, 2);
  }

  @Test
  void m1_payloadsOlderThanTheDelayAreMergedAtDequeue() {
    Rig.Log log =
        new Rig()
            .model("m", ModelConfig.dynamic(8, 5000, 2), 100, 1)
            .requests("m", 0, 10, 11, 12, 13, 14, 15)
            .run();
    // 10 and 11 fill a payload, 12 overshoots it once 13 has woken the batcher; 13 and 14 fill the
    // next. At 105 both are older than 5 ms and become one batch; 15 never woke the batcher.
    assertThat(log.sizes()).containsExactly(1, 5, 1);
    assertThat(log.starts()).startsWith(5.0, 105.0);
  }

  @Test
  void t2_latenciesDelayWakeUps() {
    Rig rig = new Rig();
    rig.host =
        host(Payloads.GROWING, new SchedulerLatency(20_000, 30_000, 70_000, 50_000, 10_000, 1, 0));
    Rig.Log log = rig.model("m", ModelConfig.dynamic(8, 0), 10, 1).requests("m", 0, 1, 2).run();
    // Two wake-ups, then the gap of 50 us + 10 us for the one inference of the first batch.
    assertThat(log.starts()).containsExactly(0.05, 10.11);
  }

  @Test
  void q1_withoutDynamicBatchingEveryRequestIsAnExecution() {
    Rig.Log log =
        new Rig()
            .model("m", new ModelConfig(8, null, false, false), 10, 2)
            .requests("m", 0, 0, 0)
            .run();
    assertThat(log.sizes()).containsExactly(1, 1, 1);
    assertThat(log.starts()).containsExactly(0.0, 0.0, 10.0);
  }
}
