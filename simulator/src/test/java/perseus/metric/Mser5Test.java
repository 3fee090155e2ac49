package perseus.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Mser5Test {
  @Test
  void keepsAConstantSeriesWhole() {
    double[] series = new double[1000];
    Arrays.fill(series, 7.1);
    assertThat(Mser5.truncate(series)).isEqualTo(new Mser5.Truncation(0, true));
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 50, 200, 400})
  void cutsExactlyAStepThatEndsOnAGroup(int step) {
    double[] series = new double[1000];
    Arrays.fill(series, 0, step, 100.0);
    Arrays.fill(series, step, 1000, 10.0);
    assertThat(Mser5.truncate(series)).isEqualTo(new Mser5.Truncation(step, true));
  }

  @Test
  void agreesWithTheFormulaComputedDirectly() {
    Random random = new Random(11);
    double[] series = new double[1000];
    for (int i = 0; i < series.length; i++) {
      series[i] = 10 + 50 * StrictMath.exp(-i / 40.0) + random.nextGaussian();
    }
    int best = -1;
    double least = Double.POSITIVE_INFINITY;
    for (int d = 0; d <= 100; d++) {
      double mean = 0;
      for (int i = d; i < 200; i++) {
        mean += group(series, i) / (200 - d);
      }
      double squares = 0;
      for (int i = d; i < 200; i++) {
        squares += (group(series, i) - mean) * (group(series, i) - mean);
      }
      double mser = squares / ((200.0 - d) * (200 - d));
      if (mser < least) {
        least = mser;
        best = d;
      }
    }
    assertThat(Mser5.truncate(series).slices()).isEqualTo(best * 5).isBetween(50, 250);
  }

  private static double group(double[] series, int i) {
    return Arrays.stream(series, i * 5, i * 5 + 5).average().orElseThrow();
  }

  @Test
  void seesNoSteadyStateInATrend() {
    double[] series = new double[1000];
    for (int i = 0; i < series.length; i++) {
      series[i] = i;
    }
    assertThat(Mser5.truncate(series).steady()).isFalse();
  }

  @Test
  void passesOverSlicesWithoutRequests() {
    double[] series = new double[1000];
    Arrays.fill(series, Double.NaN);
    for (int i = 0; i < 1000; i += 7) {
      series[i] = i < 210 ? 100 : 10;
    }
    assertThat(Mser5.truncate(series)).isEqualTo(new Mser5.Truncation(210, true));
  }

  @Test
  void cannotTellFromAFewValues() {
    double[] series = new double[1000];
    Arrays.fill(series, Double.NaN);
    series[3] = 1;
    assertThat(Mser5.truncate(series)).isEqualTo(new Mser5.Truncation(0, false));
  }
}
