package perseus.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntervalsTest {
  @Test
  void isStudentsInterval() {
    // t(0.975, 4) = 2.776445; s = sqrt(2.5).
    assertThat(Intervals.halfWidth(0.95, 1, 2, 3, 4, 5))
        .isCloseTo(2.776445 * Math.sqrt(2.5 / 5), within(1e-6));
  }

  @Test
  void ignoresWhatIsNotDefined() {
    assertThat(Intervals.mean(1, Double.NaN, 3)).isEqualTo(2);
    assertThat(Intervals.halfWidth(0.95, 1, Double.NaN, 3))
        .isEqualTo(Intervals.halfWidth(0.95, 1, 3));
  }

  @Test
  void needsTwoValues() {
    assertThat(Intervals.halfWidth(0.95, 1, Double.NaN)).isNaN();
    assertThat(Intervals.mean()).isNaN();
  }

  @ParameterizedTest
  @CsvSource({"3,0.95", "5,0.95", "20,0.95", "5,0.99"})
  void coversTheMeanOfNormalDataAsOftenAsItSays(int n, double confidence) {
    Random random = new Random(42);
    int trials = 1000;
    int covered = 0;
    for (int trial = 0; trial < trials; trial++) {
      double[] values = random.doubles(n).map(u -> 100 + 9 * random.nextGaussian()).toArray();
      double halfWidth = Intervals.halfWidth(confidence, values);
      covered += Math.abs(Intervals.mean(values) - 100) <= halfWidth ? 1 : 0;
    }
    double sigma = Math.sqrt(trials * confidence * (1 - confidence));
    assertThat((double) covered).isCloseTo(trials * confidence, within(4 * sigma));
  }
}
