package perseus.calibrate.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LeastSquaresTest {
  private static final double[] X = {1, 2, 3, 4, 5, 6, 7};

  @Test
  void findsALine() {
    double[] k = fit(new double[] {3, 5, 7, 9, 11, 13, 15}, 10, Double.POSITIVE_INFINITY);
    assertThat(k[0]).isEqualTo(1, within(1e-6));
    assertThat(k[1]).isEqualTo(2, within(1e-6));
  }

  @Test
  void oneWildRowDoesNotPullALineAway() {
    double[] y = {3, 5, 7, 90, 11, 13, 15};
    assertThat(fit(y, 10, Double.POSITIVE_INFINITY)[0]).isGreaterThan(5);
    assertThat(fit(y, 10, 0.01)[0]).isEqualTo(1, within(0.05));
  }

  @Test
  void staysWithinTheBounds() {
    double[] k = fit(new double[] {3, 5, 7, 9, 11, 13, 15}, 1.5, Double.POSITIVE_INFINITY);
    assertThat(k[1]).isEqualTo(1.5);
  }

  private static double[] fit(double[] y, double steepest, double scale) {
    return LeastSquares.fit(
        k -> {
          double[] residuals = new double[y.length];
          for (int i = 0; i < y.length; i++) {
            residuals[i] = k[0] + k[1] * X[i] - y[i];
          }
          return residuals;
        },
        new double[] {0, 1},
        new double[] {-100, -100},
        new double[] {100, steepest},
        scale);
  }
}
