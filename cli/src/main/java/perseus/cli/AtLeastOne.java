package perseus.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A whole number from 1 to a million. */
final class AtLeastOne implements ITypeConverter<Integer> {
  private static final int MAX = 1_000_000;

  @Override
  public Integer convert(String text) {
    try {
      int value = Integer.parseInt(text.strip());
      if (value >= 1 && value <= MAX) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Reported below with every other value out of range.
    }
    throw new TypeConversionException(
        "must be a whole number from 1 to " + MAX + " (was '" + text + "')");
  }
}
