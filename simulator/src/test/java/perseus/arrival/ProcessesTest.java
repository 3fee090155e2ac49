package perseus.arrival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import perseus.random.RandomStreams;
import umontreal.ssj.rng.RandomStream;

class ProcessesTest {
  private static final int GAPS = 400_000;

  /** Half-width of a 99.99 % normal interval in standard deviations. */
  private static final double Z = 3.89;

  static Stream<Arguments> renewals() {
    return Stream.of(
        Arguments.of(new Poisson(120), 120.0, 1.0),
        Arguments.of(new GammaRenewal(40, 0.3), 40.0, 0.3),
        Arguments.of(new GammaRenewal(40, 1), 40.0, 1.0),
        Arguments.of(new GammaRenewal(40, 2.5), 40.0, 2.5),
        Arguments.of(new WeibullRenewal(7, 0.4), 7.0, 0.4),
        Arguments.of(new WeibullRenewal(7, 1), 7.0, 1.0),
        Arguments.of(new WeibullRenewal(7, 2), 7.0, 2.0));
  }

  @ParameterizedTest
  @MethodSource("renewals")
  void gapsHaveTheStatedRateAndCv(Arrivals.Process process, double rate, double cv) {
    Arrivals.Generator generator = process.generator(stream("renewal"));
    double sum = 0;
    double sumOfSquares = 0;
    long before = 0;
    for (int i = 0; i < GAPS; i++) {
      long next = generator.nextNs();
      double gap = (next - before) / 1e9;
      assertThat(next).isGreaterThanOrEqualTo(before);
      sum += gap;
      sumOfSquares += gap * gap;
      before = next;
    }
    double mean = sum / GAPS;
    double standardDeviation = Math.sqrt(sumOfSquares / GAPS - mean * mean);
    assertThat(mean).isCloseTo(1 / rate, within(Z * cv / rate / Math.sqrt(GAPS)));
    // The sampling error of the CV grows with the fourth moment; 5 % covers the burstiest here.
    assertThat(standardDeviation / mean).isCloseTo(cv, within(0.05 * cv));
    assertThat(process.meanRate(1_000_000_000L)).isEqualTo(rate);
  }

  @Test
  void constantGapsNeverDrift() {
    Arrivals.Generator thirds = new ConstantRate(3).generator(stream("unused"));
    for (long i = 1; i <= 3_000_000; i++) {
      assertThat(thirds.nextNs()).isEqualTo(Math.round(i * 1e9 / 3));
    }
  }

  @Test
  void aPacingClientsDriftLowersItsRate() {
    ConstantRate process = new ConstantRate(100, 250_000);
    Arrivals.Generator generator = process.generator(stream("unused"));
    assertThat(generator.nextNs()).isEqualTo(10_250_000);
    assertThat(generator.nextNs()).isEqualTo(20_500_000);
    assertThat(process.meanRate(1)).isCloseTo(1 / 0.01025, within(1e-9));
  }

  @Test
  void anMmppsCountsAreOverdispersedAsInTheory() {
    // Fischer and Meier-Hellstern 1993, eq. 12: variance of the counts of a two-state MMPP.
    double[] rate = {5, 50};
    double[] sojourn = {10, 1};
    Mmpp process = new Mmpp(List.of(rate[0], rate[1]), List.of(10_000_000_000L, 1_000_000_000L));
    double r0 = 1 / sojourn[0];
    double r1 = 1 / sojourn[1];
    double mean = (rate[0] * r1 + rate[1] * r0) / (r0 + r1);
    assertThat(process.meanRate(1)).isCloseTo(mean, within(1e-9));

    double window = 5;
    double a = 2 * r0 * r1 * (rate[0] - rate[1]) * (rate[0] - rate[1]) / Math.pow(r0 + r1, 3);
    double variance =
        mean * window + a * (window - (1 - Math.exp(-(r0 + r1) * window)) / (r0 + r1));
    int runs = 20_000;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < runs; i++) {
      int n =
          count(
              process.generator(RandomStreams.stream(3, "mmpp", "t" + i, 0)),
              0,
              (long) (window * 1e9));
      sum += n;
      squares += (double) n * n;
    }
    double sampleMean = sum / runs;
    double sampleVariance = squares / runs - sampleMean * sampleMean;
    assertThat(sampleMean).isCloseTo(mean * window, within(Z * Math.sqrt(variance / runs)));
    assertThat(sampleVariance).isCloseTo(variance, within(0.1 * variance));
  }

  @Test
  void anOffSourceIsSilent() {
    Mmpp process = new Mmpp(List.of(1000.0, 0.0), List.of(1_000_000L, 1_000_000_000L));
    Arrivals.Generator generator = process.generator(stream("on-off"));
    int n = count(generator, 0, 2000_000_000_000L);
    // About 2,000 cycles with one arrival each on average: variance of a sum of geometrics.
    double cycles = 2000 / 1.001;
    assertThat((double) n).isCloseTo(cycles, within(Z * Math.sqrt(4 * cycles)));
  }

  @Test
  void piecewiseCountsArePoissonInEachSegment() {
    List<PiecewisePoisson.Segment> segments =
        List.of(
            new PiecewisePoisson.Segment(2_000_000_000L, 30),
            new PiecewisePoisson.Segment(1_000_000_000L, 0),
            new PiecewisePoisson.Segment(3_000_000_000L, 100));
    PiecewisePoisson process = new PiecewisePoisson(segments, true);
    assertThat(process.meanRate(6_000_000_000L)).isCloseTo(60, within(1e-9));
    assertThat(process.meanRate(8_000_000_000L)).isCloseTo(420 / 8.0, within(1e-9));
    int cycles = 2000;
    double[] counts = new double[3];
    double[] squares = new double[3];
    Arrivals.Generator generator = process.generator(stream("piecewise"));
    long next = generator.nextNs();
    for (int cycle = 0; cycle < cycles; cycle++) {
      long end = cycle * 6_000_000_000L;
      for (int s = 0; s < 3; s++) {
        end += segments.get(s).durationNs();
        int n = 0;
        while (next < end) {
          n++;
          next = generator.nextNs();
        }
        counts[s] += n;
        squares[s] += (double) n * n;
      }
    }
    double[] means = {60, 0, 300};
    for (int s = 0; s < 3; s++) {
      double mean = counts[s] / cycles;
      assertThat(mean).isCloseTo(means[s], within(Z * Math.sqrt(means[s] / cycles) + 1e-12));
      // Poisson: the variance is the mean; its standard error is about mean·√(2/n).
      double variance = squares[s] / cycles - mean * mean;
      assertThat(variance)
          .isCloseTo(means[s], within(Z * 1.1 * means[s] * Math.sqrt(2.0 / cycles) + 1e-12));
    }
  }

  @Test
  void piecewiseEndsWithItsLastSegment() {
    PiecewisePoisson process =
        new PiecewisePoisson(List.of(new PiecewisePoisson.Segment(1_000_000_000L, 50)), false);
    Arrivals.Generator generator = process.generator(stream("once"));
    long last = 0;
    for (long t = generator.nextNs(); t != Long.MAX_VALUE; t = generator.nextNs()) {
      last = t;
    }
    assertThat(last).isBetween(1L, 1_000_000_000L);
    assertThat(generator.nextNs()).isEqualTo(Long.MAX_VALUE);
    assertThat(process.meanRate(2_000_000_000L)).isCloseTo(25, within(1e-9));
  }

  @Test
  void aSilentPiecewiseProcessEnds() {
    PiecewisePoisson process =
        new PiecewisePoisson(List.of(new PiecewisePoisson.Segment(1, 0)), true);
    assertThat(process.generator(stream("silent")).nextNs()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void replayGivesTheRecordedInstants() {
    Replay replay = new Replay(new long[] {5, 5, 1_000_000_000L});
    Arrivals.Generator generator = replay.generator(stream("unused"));
    assertThat(generator.nextNs()).isEqualTo(5);
    assertThat(generator.nextNs()).isEqualTo(5);
    assertThat(generator.nextNs()).isEqualTo(1_000_000_000L);
    assertThat(generator.nextNs()).isEqualTo(Long.MAX_VALUE);
    assertThat(replay.meanRate(1_000_000_000L)).isCloseTo(3, within(1e-9));
    assertThat(replay.meanRate(500_000_000L)).isCloseTo(4, within(1e-9));
  }

  @Test
  void replayRefusesDisorder() {
    assertThatThrownBy(() -> new Replay(new long[] {5, 4}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("number 2 (4 ns)");
  }

  @Test
  void badParametersAreRefused() {
    assertThatThrownBy(() -> new Poisson(Double.NaN)).hasMessageContaining("rate (NaN)");
    assertThatThrownBy(() -> new ConstantRate(0)).hasMessageContaining("rate (0.0)");
    assertThatThrownBy(() -> new GammaRenewal(1, 0)).hasMessageContaining("CV (0.0)");
    assertThatThrownBy(() -> new WeibullRenewal(1, 1e9)).hasMessageContaining("CV (1.0E9)");
    assertThatThrownBy(() -> new Mmpp(List.of(0.0), List.of(1L))).hasMessageContaining("rates");
  }

  private static RandomStream stream(String name) {
    return RandomStreams.stream(20_261_124, "arrivals", name, 0);
  }

  private static int count(Arrivals.Generator generator, long fromNs, long toNs) {
    int n = 0;
    for (long t = generator.nextNs(); t < toNs; t = generator.nextNs()) {
      n += t >= fromNs ? 1 : 0;
    }
    return n;
  }
}
