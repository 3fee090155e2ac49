package perseus.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatencyHistogramTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void percentilesAreWithinABucketOfTheSortedValues(long seed) {
    Random random = new Random(seed);
    long[] values = new long[5000];
    LatencyHistogram histogram = new LatencyHistogram();
    for (int i = 0; i < values.length; i++) {
      values[i] = (long) Math.exp(random.nextDouble() * 25);
      histogram.record(values[i]);
    }
    Arrays.sort(values);
    assertThat(histogram.min()).isEqualTo(values[0]);
    assertThat(histogram.max()).isEqualTo(values[values.length - 1]);
    assertThat(histogram.mean())
        .isCloseTo(Arrays.stream(values).average().orElseThrow(), within(1e-3));
    for (double p : new double[] {0, 1, 25, 50, 90, 99, 99.9, 100}) {
      double position = p / 100 * (values.length - 1);
      int lower = (int) position;
      double upper = values[Math.min(values.length - 1, lower + 1)];
      double exact = values[lower] + (position - lower) * (upper - values[lower]);
      assertThat(histogram.percentile(p)).isCloseTo(exact, within(1 + exact * 0.001));
    }
  }

  @Test
  void betweenTwoAtomsAPercentileLiesBetweenThem() {
    LatencyHistogram histogram = new LatencyHistogram();
    for (int i = 0; i < 50; i++) {
      histogram.record(1000);
      histogram.record(3000);
    }
    assertThat(histogram.percentile(50)).isCloseTo(2000, within(3.0));
  }

  @Test
  void addingIsRecordingAll() {
    Random random = new Random(7);
    LatencyHistogram whole = new LatencyHistogram();
    LatencyHistogram a = new LatencyHistogram();
    LatencyHistogram b = new LatencyHistogram();
    for (int i = 0; i < 1000; i++) {
      long v = 1L << random.nextInt(40);
      whole.record(v);
      (i % 2 == 0 ? a : b).record(v);
    }
    a.add(b);
    assertThat(a).isEqualTo(whole);
  }
}
