package perseus.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import perseus.kernel.LatencyHistogram;

class BatchMeansTest {
  private static List<LatencyHistogram> slices(Random random, int slices, int requests) {
    List<LatencyHistogram> all = new ArrayList<>();
    for (int i = 0; i < slices; i++) {
      LatencyHistogram slice = new LatencyHistogram();
      for (int r = 0; r < requests; r++) {
        slice.record((long) (-1e6 * StrictMath.log(1 - random.nextDouble())));
      }
      all.add(slice);
    }
    return all;
  }

  @Test
  void isStudentsIntervalOfTheSlicesMeans() {
    List<LatencyHistogram> slices = slices(new Random(1), 20, 200);
    assertThat(BatchMeans.ofMean(slices))
        .isEqualTo(
            Intervals.halfWidth(
                0.95, slices.stream().mapToDouble(LatencyHistogram::mean).toArray()));
  }

  @Test
  void coversTheMeanAsOftenAsItSays() {
    Random random = new Random(5);
    int covered = 0;
    for (int trial = 0; trial < 1000; trial++) {
      List<LatencyHistogram> slices = slices(random, 20, 40);
      double mean = Intervals.mean(slices.stream().mapToDouble(LatencyHistogram::mean).toArray());
      covered += Math.abs(mean - 1e6) <= BatchMeans.ofMean(slices) ? 1 : 0;
    }
    assertThat(covered).isBetween(920, 978);
  }

  @Test
  void mergesSlicesUntilAPercentileHasEnoughRequestsBeyondIt() {
    // 150 requests a slice leave 1.5 beyond P99; four slices together leave 6.
    List<LatencyHistogram> slices = slices(new Random(2), 20, 150);
    List<LatencyHistogram> fours = new ArrayList<>();
    for (int i = 0; i < 20; i += 4) {
      LatencyHistogram four = new LatencyHistogram();
      slices.subList(i, i + 4).forEach(four::add);
      fours.add(four);
    }
    assertThat(BatchMeans.ofPercentile(slices, 99))
        .isCloseTo(
            Intervals.halfWidth(0.95, fours.stream().mapToDouble(f -> f.percentile(99)).toArray()),
            within(1e-9));
  }

  @Test
  void givesNoIntervalFromTooFewRequests() {
    assertThat(BatchMeans.ofPercentile(slices(new Random(3), 20, 20), 99)).isNaN();
    assertThat(BatchMeans.ofMean(List.of())).isNaN();
  }
}
