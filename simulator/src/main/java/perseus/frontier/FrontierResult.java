package perseus.frontier;

import java.util.List;
import perseus.frontier.FrontierStudy.Pair;
import perseus.profile.Basis;

/**
 * Predicted and measured frontier of one case.
 *
 * @param name of the case
 * @param usdPerHour price of the server, NaN = unpriced
 * @param basis of the profiles behind it
 * @param dedicated predicted peaks alone
 * @param measuredDedicated measured peaks alone, NaN = not known
 * @param curve predicted points from one model to the other
 * @param comparisons one per measured pair
 */
public record FrontierResult(
    String name,
    double usdPerHour,
    Basis basis,
    Pair dedicated,
    Pair measuredDedicated,
    List<Point> curve,
    List<Comparison> comparisons) {
  public FrontierResult {
    curve = List.copyOf(curve);
    comparisons = List.copyOf(comparisons);
  }

  /**
   * A pair of rates sustained together.
   *
   * @param mix first model's part of the capacity used, 0 to 1
   * @param rates answered, 1/s, mean over replications
   * @param capacitySum Σ rate ÷ dedicated peak: the dedicated servers it replaces
   * @param halfWidth of its 95 % interval over replications, NaN with one
   */
  public record Point(double mix, Pair rates, double capacitySum, double halfWidth) {
    /** Saving over fractional dedicated servers, a fraction; negative = sharing costs more. */
    public double saving() {
      return 1 - 1 / capacitySum;
    }
  }

  /**
   * A measured pair and the prediction in its direction.
   *
   * @param measured rates
   * @param measuredSum capacity sum with the measured peaks
   * @param predicted point of the same mix, with the measured peaks
   */
  public record Comparison(Pair measured, double measuredSum, Point predicted) {
    /** Error of the predicted capacity sum in points (hundredths). */
    public double errorPoints() {
      return 100 * (predicted.capacitySum() - measuredSum);
    }

    /** Error of the straight line between the dedicated peaks, whose sum is 1, in points. */
    public double straightLineErrorPoints() {
      return 100 * (1 - measuredSum);
    }
  }
}
