package perseus.calibrate.sharing;

import java.util.function.UnaryOperator;
import org.apache.commons.math3.exception.TooManyEvaluationsException;
import org.apache.commons.math3.exception.TooManyIterationsException;
import org.apache.commons.math3.fitting.leastsquares.LeastSquaresBuilder;
import org.apache.commons.math3.fitting.leastsquares.LevenbergMarquardtOptimizer;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.util.Pair;

/**
 * Levenberg-Marquardt within bounds, with residuals that a few wild rows cannot pull away: they are
 * weighted as by the loss {@code 2·(√(1 + (r/s)²) − 1)}.
 */
final class LeastSquares {
  private static final int ROUNDS = 10;
  private static final int ITERATIONS = 400;
  private static final double STEP = 1e-6;

  private LeastSquares() {}

  /**
   * @param residuals of the rows at given parameters
   * @param start inside the bounds
   * @param scale residual above which a row counts less; infinite = plain least squares
   * @return the parameters at the minimum found
   */
  static double[] fit(
      UnaryOperator<double[]> residuals,
      double[] start,
      double[] low,
      double[] high,
      double scale) {
    double[] best = start.clone();
    int rounds = Double.isInfinite(scale) ? 1 : ROUNDS;
    for (int round = 0; round < rounds; round++) {
      double[] r = residuals.apply(best);
      double[] root = new double[r.length];
      for (int i = 0; i < r.length; i++) {
        double relative = r[i] / scale;
        root[i] = StrictMath.pow(1 + relative * relative, -0.25);
      }
      best = minimise(residuals, best, low, high, root);
    }
    return best;
  }

  private static double[] minimise(
      UnaryOperator<double[]> residuals,
      double[] start,
      double[] low,
      double[] high,
      double[] rootWeight) {
    int rows = rootWeight.length;
    double[] latest = start.clone();
    LeastSquaresBuilder builder =
        new LeastSquaresBuilder()
            .start(start)
            .target(new double[rows])
            .maxEvaluations(10 * ITERATIONS)
            .maxIterations(ITERATIONS)
            .parameterValidator(
                point -> new ArrayRealVector(clamped(point.toArray(), low, high), false))
            .model(
                point -> {
                  double[] k = point.toArray();
                  double[] value = weighted(residuals.apply(k), rootWeight);
                  double[][] jacobian = new double[rows][k.length];
                  for (int p = 0; p < k.length; p++) {
                    double[] moved = k.clone();
                    double step = STEP * Math.max(1e-3, Math.abs(k[p]));
                    moved[p] += k[p] + step > high[p] ? -step : step;
                    double[] there = weighted(residuals.apply(moved), rootWeight);
                    for (int i = 0; i < rows; i++) {
                      jacobian[i][p] = (there[i] - value[i]) / (moved[p] - k[p]);
                    }
                  }
                  System.arraycopy(k, 0, latest, 0, k.length);
                  return new Pair<>(
                      new ArrayRealVector(value, false), new Array2DRowRealMatrix(jacobian, false));
                });
    try {
      return new LevenbergMarquardtOptimizer().optimize(builder.build()).getPoint().toArray();
    } catch (TooManyEvaluationsException | TooManyIterationsException e) {
      // Slow convergence along a flat valley: where it stands is as good a fit as any in it.
      return latest;
    }
  }

  private static double[] weighted(double[] residuals, double[] rootWeight) {
    double[] weighted = new double[residuals.length];
    for (int i = 0; i < weighted.length; i++) {
      weighted[i] = residuals[i] * rootWeight[i];
    }
    return weighted;
  }

  private static double[] clamped(double[] point, double[] low, double[] high) {
    for (int p = 0; p < point.length; p++) {
      point[p] = Math.max(low[p], Math.min(high[p], point[p]));
    }
    return point;
  }
}
