package perseus.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Axis marks at 1, 2 or 5 times a power of ten; decimal arithmetic, so that labels are exact. */
final class Ticks {
  private static final int WANTED = 6;

  private Ticks() {}

  /**
   * Marks from the last one at or below {@code low} to the first at or above {@code high}.
   *
   * @param low finite
   * @param high finite, ≥ low
   */
  static List<BigDecimal> between(double low, double high) {
    double span = high > low ? high - low : Math.max(Math.abs(high), 1);
    BigDecimal step = step(span / WANTED);
    BigDecimal tick = floor(low, step);
    List<BigDecimal> ticks = new ArrayList<>();
    ticks.add(tick);
    while (tick.doubleValue() < high || ticks.size() < 2) {
      tick = tick.add(step);
      ticks.add(tick);
    }
    return ticks;
  }

  /** Smallest 1, 2 or 5 times a power of ten that is at least {@code least}. */
  private static BigDecimal step(double least) {
    BigDecimal exact = new BigDecimal(least);
    int power = exact.precision() - exact.scale() - 1;
    BigDecimal unit = BigDecimal.ONE.scaleByPowerOfTen(power);
    for (int multiple : new int[] {1, 2, 5}) {
      BigDecimal step = unit.multiply(BigDecimal.valueOf(multiple));
      if (step.compareTo(exact) >= 0) {
        return step;
      }
    }
    return unit.scaleByPowerOfTen(1);
  }

  private static BigDecimal floor(double value, BigDecimal step) {
    return new BigDecimal(value).divide(step, 0, java.math.RoundingMode.FLOOR).multiply(step);
  }
}
