package perseus.calibrate;

import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.analysis.MultivariateFunction;
import org.apache.commons.math3.exception.TooManyEvaluationsException;
import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.MaxIter;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.NelderMeadSimplex;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.SimplexOptimizer;

/**
 * Bounded minimum of a noisy function of positive parameters: Nelder-Mead on their logarithms,
 * restarted from its best point with a simplex turned the other way. Deterministic.
 */
final class Minimizer {
  private static final double REACH = 0.5;

  /**
   * @param point where the least value was seen, inside the bounds
   * @param value there
   */
  record Minimum(double[] point, double value) {}

  private final double[] low;
  private final double[] high;
  private final ToDoubleFunction<double[]> objective;
  private double[] bestPoint;
  private double bestValue = Double.POSITIVE_INFINITY;

  private Minimizer(double[] low, double[] high, ToDoubleFunction<double[]> objective) {
    this.low = low;
    this.high = high;
    this.objective = objective;
  }

  /**
   * @param starts descents, each from the best point so far
   * @param evaluations per descent
   */
  static Minimum minimize(
      double[] start,
      double[] low,
      double[] high,
      int starts,
      int evaluations,
      ToDoubleFunction<double[]> objective) {
    Minimizer search = new Minimizer(low, high, objective);
    search.bestPoint = start.clone();
    double step = REACH;
    for (int i = 0; i < starts && start.length > 0; i++) {
      search.descend(step, evaluations);
      step = -step * 0.6;
    }
    if (start.length == 0) {
      search.bestValue = objective.applyAsDouble(start);
    }
    return new Minimum(search.bestPoint, search.bestValue);
  }

  private void descend(double step, int evaluations) {
    int n = low.length;
    double[] start = new double[n];
    double[] steps = new double[n];
    for (int i = 0; i < n; i++) {
      start[i] = StrictMath.log(bestPoint[i]);
      boolean up = bestPoint[i] * StrictMath.exp(step) < high[i];
      boolean down = bestPoint[i] * StrictMath.exp(step) > low[i];
      steps[i] = up && down ? step : -step;
    }
    MultivariateFunction penalised =
        x -> {
          double[] point = new double[n];
          double outside = 0;
          for (int i = 0; i < n; i++) {
            double value = StrictMath.exp(x[i]);
            point[i] = Math.min(high[i], Math.max(low[i], value));
            double excess = StrictMath.log(value / point[i]);
            outside += excess * excess;
          }
          double value = objective.applyAsDouble(point);
          if (value < bestValue) {
            bestValue = value;
            bestPoint = point;
          }
          return value + outside;
        };
    try {
      new SimplexOptimizer(1e-4, 1e-5)
          .optimize(
              new MaxEval(evaluations),
              new MaxIter(evaluations),
              new ObjectiveFunction(penalised),
              GoalType.MINIMIZE,
              new InitialGuess(start),
              new NelderMeadSimplex(steps));
    } catch (TooManyEvaluationsException e) {
      // The budget is the usual way to end; the best point is kept above.
    }
  }
}
