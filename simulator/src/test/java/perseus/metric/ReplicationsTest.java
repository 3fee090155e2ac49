package perseus.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import perseus.kernel.InvariantViolation;
import perseus.server.RunOptions;
import perseus.server.RunResult;

class ReplicationsTest {
  private static final long SECOND = 1_000_000_000L;

  /** Exponential latencies with mean 10 ms, slower in the first fifth of the series. */
  private static RunResult synthetic(RunOptions options) {
    Random random = new Random(options.seed() * 1_000 + options.replication());
    long[] latencies = new long[5_000];
    for (int i = 0; i < latencies.length; i++) {
      latencies[i] = (long) (-1e7 * StrictMath.log(1 - random.nextDouble()));
    }
    double[] series = new double[1000];
    Arrays.fill(series, 1e7);
    Arrays.fill(series, 0, 200, 5e7);
    long measuredNs = options.horizonNs() - options.warmUpNs();
    return Runs.run(
        measuredNs, new double[] {1e9}, Runs.tenant(measuredNs, 100_000_000, series, latencies));
  }

  @Test
  void findsTheWarmUpOnAPilotRunAndKeepsItForAllReplications() {
    ReplicationSet set = Replications.run(ReplicationsTest::synthetic, Plan.of(100 * SECOND, 1, 3));
    assertThat(set.warmUpNs()).isEqualTo(20 * SECOND);
    assertThat(set.steady()).isTrue();
    assertThat(set.runs()).hasSize(3).allMatch(run -> run.measuredNs() == 80 * SECOND);
  }

  @Test
  void takesAGivenWarmUp() {
    Plan plan = Plan.of(100 * SECOND, 1, 2).withWarmUp(WarmUp.of(5 * SECOND));
    assertThat(Replications.run(ReplicationsTest::synthetic, plan).warmUpNs())
        .isEqualTo(5 * SECOND);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 8})
  void doesNotDependOnTheNumberOfThreads(int threads) {
    Plan one = Plan.of(100 * SECOND, 7, 5).withPrecision(0.01, 60);
    assertThat(Replications.run(ReplicationsTest::synthetic, one.withThreads(threads)).runs())
        .usingRecursiveComparison()
        .isEqualTo(Replications.run(ReplicationsTest::synthetic, one).runs());
  }

  @Test
  void addsReplicationsUntilMeanAndTailArePrecise() {
    Plan plan = Plan.of(100 * SECOND, 3, 2).withPrecision(0.01, 100);
    ReplicationSet set = Replications.run(ReplicationsTest::synthetic, plan);
    assertThat(set.precisionReached()).isTrue();
    assertThat(set.worstRelativeHalfWidth()).isLessThanOrEqualTo(0.01);
    assertThat(set.runs()).hasSizeBetween(5, 99);

    int fewer = set.runs().size() - 1;
    ReplicationSet cut =
        Replications.run(ReplicationsTest::synthetic, plan.withPrecision(0.01, fewer));
    assertThat(cut.precisionReached()).isFalse();
    assertThat(cut.runs()).hasSize(fewer);
    assertThat(cut.worstRelativeHalfWidth()).isGreaterThan(0.01);
  }

  @Test
  void countsAsReachedAtTheLastAllowedReplication() {
    Plan plan = Plan.of(100 * SECOND, 3, 2).withPrecision(0.01, 100);
    int needed = Replications.run(ReplicationsTest::synthetic, plan).runs().size();
    assertThat(
            Replications.run(ReplicationsTest::synthetic, plan.withPrecision(0.01, needed))
                .precisionReached())
        .isTrue();
  }

  @Test
  void cutsASingleRunInSlices() {
    AtomicInteger batches = new AtomicInteger();
    Replications.run(
        options -> {
          batches.set(options.batches());
          return synthetic(options);
        },
        Plan.of(100 * SECOND, 1, 1).withWarmUp(WarmUp.of(0)));
    assertThat(batches.get()).isEqualTo(20);
  }

  @Test
  void passesOnABrokenInvariant() {
    InvariantViolation broken = new InvariantViolation("rule", "model m", 5, "detail");
    assertThatThrownBy(
            () ->
                Replications.run(
                    options -> {
                      throw broken;
                    },
                    Plan.of(SECOND, 1, 2).withWarmUp(WarmUp.of(0)).withThreads(2)))
        .isSameAs(broken);
  }
}
