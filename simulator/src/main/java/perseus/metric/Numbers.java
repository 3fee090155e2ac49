package perseus.metric;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Doubles as text that is the same on every JVM and in every locale. {@code Double.toString} and
 * {@code %g} are not: the digits that they choose changed with JDK 19.
 */
public final class Numbers {
  /** Significant digits of numbers in result files: more than any simulation knows. */
  public static final int DIGITS = 9;

  private Numbers() {}

  /**
   * The number rounded to {@code digits} significant digits, half to even, without exponent and
   * trailing zeros.
   *
   * @param value finite
   */
  public static BigDecimal rounded(double value, int digits) {
    return new BigDecimal(value)
        .round(new MathContext(digits, RoundingMode.HALF_EVEN))
        .stripTrailingZeros();
  }

  /** As {@link #rounded}, as text; a value that is not finite is an empty string. */
  public static String text(double value, int digits) {
    return Double.isFinite(value) ? rounded(value, digits).toPlainString() : "";
  }

  /** With a fixed number of decimals. */
  public static String fixed(double value, int decimals) {
    return Double.isFinite(value)
        ? new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString()
        : "";
  }
}
