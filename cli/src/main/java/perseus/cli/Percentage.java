package perseus.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 2%} or {@code 0.02} as 0.02. */
final class Percentage implements ITypeConverter<Double> {
  @Override
  public Double convert(String text) {
    String number = text.strip();
    boolean percent = number.endsWith("%");
    try {
      double value =
          Double.parseDouble(percent ? number.substring(0, number.length() - 1).strip() : number);
      double fraction = percent ? value / 100 : value;
      if (fraction > 0 && fraction < 1) {
        return fraction;
      }
    } catch (NumberFormatException e) {
      // Reported below with every other value that is no percentage.
    }
    throw new TypeConversionException(
        "must be above 0 % and below 100 %, such as 2% (was '" + text + "')");
  }
}
