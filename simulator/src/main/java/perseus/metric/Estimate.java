package perseus.metric;

import perseus.profile.Basis;

/**
 * A number with its confidence interval.
 *
 * @param value NaN = not defined (no request completed, no price given)
 * @param low lower end of the interval, NaN = no interval could be formed
 * @param high upper end, NaN with {@code low}
 * @param unit e.g. {@code ms}
 * @param basis the weakest basis among the inputs it rests on
 */
public record Estimate(double value, double low, double high, String unit, Basis basis) {

  /** Value ± half-width, cut to [0, {@code ceiling}]; a NaN half-width leaves no interval. */
  static Estimate of(double value, double halfWidth, double ceiling, String unit, Basis basis) {
    return new Estimate(
        value, Math.max(0, value - halfWidth), Math.min(ceiling, value + halfWidth), unit, basis);
  }

  /** Whether there is a value. */
  public boolean isDefined() {
    return !Double.isNaN(value);
  }

  /** Whether there is an interval. */
  public boolean hasInterval() {
    return !Double.isNaN(low);
  }

  /** Half the interval's length, NaN without one. */
  public double halfWidth() {
    return (high - low) / 2;
  }
}
