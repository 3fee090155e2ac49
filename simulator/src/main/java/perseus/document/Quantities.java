package perseus.document;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ArrayNode;

/** Values with a unit: durations, rates, sizes, fractions. */
public final class Quantities {
  /** Longest duration accepted: 10 years, so that sums of a few stay within a {@code long}. */
  public static final long MAX_DURATION_NS = 3650L * 86_400 * 1_000_000_000;

  private static final double MAX_RATE = 1e9;
  private static final long MAX_BYTES = 1L << 50;
  // Digits are bounded so that no number takes long to convert.
  private static final String NUMBER = "([+-]?\\d{1,18}(?:\\.\\d{0,18})?(?:[eE][+-]?\\d{1,2})?)";
  private static final Pattern DURATION = Pattern.compile(NUMBER + "\\s*(ns|us|µs|ms|s|min|m|h|d)");
  private static final Pattern RATE = Pattern.compile(NUMBER + "\\s*/\\s*(ms|s|min|m|h|d)");
  private static final Pattern BYTES = Pattern.compile(NUMBER + "\\s*([kMGT]?i?B|)");
  private static final Pattern PERCENT = Pattern.compile(NUMBER + "\\s*%");

  private static final Map<String, Long> UNIT_NS = new LinkedHashMap<>();

  static {
    UNIT_NS.put("ns", 1L);
    UNIT_NS.put("us", 1_000L);
    UNIT_NS.put("µs", 1_000L);
    UNIT_NS.put("ms", 1_000_000L);
    UNIT_NS.put("s", 1_000_000_000L);
    UNIT_NS.put("m", 60_000_000_000L);
    UNIT_NS.put("min", 60_000_000_000L);
    UNIT_NS.put("h", 3_600_000_000_000L);
    UNIT_NS.put("d", 86_400_000_000_000L);
  }

  private Quantities() {}

  /**
   * A duration such as {@code 10m}, {@code 20ms}, {@code 250us}, in ns, from {@code minNs} to ten
   * years. A plain 0 needs no unit.
   */
  public static ValueType<Long> duration(long minNs) {
    return Types.of(
        (node, path, reading) -> {
          if (node.isIntegralNumber() && node.doubleValue() == 0 && minNs <= 0) {
            return 0L;
          }
          Matcher m = DURATION.matcher(node.isString() ? node.stringValue().trim() : "");
          if (!m.matches()) {
            reading.problem(
                path,
                "must be a duration (was " + Reading.shown(node) + ")",
                "such as 10m, 1.5s, 20ms, 250us");
            return null;
          }
          BigDecimal ns =
              new BigDecimal(m.group(1)).multiply(BigDecimal.valueOf(UNIT_NS.get(m.group(2))));
          if (ns.compareTo(BigDecimal.valueOf(MAX_DURATION_NS)) > 0
              || ns.setScale(0, RoundingMode.HALF_UP).longValue() < minNs
              || ns.signum() < 0) {
            reading.problem(
                path,
                "must be from %s to 3650d (was %s)"
                    .formatted(durationText(minNs), Reading.shown(node)));
            return null;
          }
          return ns.setScale(0, RoundingMode.HALF_UP).longValue();
        },
        schema -> {
          ArrayNode types = schema.putArray("type").add("string");
          if (minNs <= 0) {
            types.add("integer");
          }
          return schema.put("pattern", "^" + DURATION.pattern() + "$");
        });
  }

  /** A rate such as {@code 120/s} or {@code 7200/h}, per second: above 0, or from 0. */
  public static ValueType<Double> rate(boolean zeroAllowed) {
    return Types.of(
        (node, path, reading) -> {
          Matcher m = RATE.matcher(node.isString() ? node.stringValue().trim() : "");
          if (!m.matches()) {
            reading.problem(
                path,
                "must be a rate (was " + Reading.shown(node) + ")",
                "such as 120/s, 30/m, 0.5/s");
            return null;
          }
          double perSecond =
              Double.parseDouble(m.group(1)) * (1e9 / UNIT_NS.get(m.group(2)).doubleValue());
          boolean low = zeroAllowed ? perSecond < 0 : perSecond < 1e-9;
          if (low || perSecond > MAX_RATE) {
            reading.problem(
                path,
                "must be %s and at most 1e9/s (was %s)"
                    .formatted(
                        zeroAllowed ? "at least 0/s" : "greater than 0/s (at least 1e-9/s)",
                        Reading.shown(node)));
            return null;
          }
          return perSecond;
        },
        schema -> schema.put("type", "string").put("pattern", "^" + RATE.pattern() + "$"));
  }

  /** A size such as {@code 600kB}, {@code 8GiB} or a plain number of bytes. */
  public static ValueType<Long> bytes(long min) {
    return Types.of(
        (node, path, reading) -> {
          String text = node.isIntegralNumber() || node.isString() ? node.asString().trim() : "";
          Matcher m = BYTES.matcher(text);
          if (!m.matches()) {
            reading.problem(
                path,
                "must be a size in bytes (was " + Reading.shown(node) + ")",
                "such as 602112, 600kB, 8GiB");
            return null;
          }
          BigDecimal size = new BigDecimal(m.group(1)).multiply(unitBytes(m.group(2)));
          if (size.compareTo(BigDecimal.valueOf(min)) < 0
              || size.compareTo(BigDecimal.valueOf(MAX_BYTES)) > 0) {
            reading.problem(
                path,
                "must be from %d to %d bytes (was %s)"
                    .formatted(min, MAX_BYTES, Reading.shown(node)));
            return null;
          }
          return size.setScale(0, RoundingMode.HALF_UP).longValue();
        },
        schema -> {
          schema.putArray("type").add("string").add("integer");
          return schema.put("pattern", "^" + BYTES.pattern() + "$");
        });
  }

  /** A fraction from {@code min} to {@code max}, as a number or as {@code 30%}. */
  public static ValueType<Double> fraction(double min, double max) {
    return Types.of(
        (node, path, reading) -> {
          Matcher m = PERCENT.matcher(node.isString() ? node.stringValue().trim() : "");
          double value;
          if (node.isNumber()) {
            value = node.doubleValue();
          } else if (m.matches()) {
            value = Double.parseDouble(m.group(1)) / 100;
          } else {
            reading.problem(
                path, "must be a fraction (was " + Reading.shown(node) + ")", "such as 0.3 or 30%");
            return null;
          }
          if (!(value >= min && value <= max)) {
            reading.problem(
                path,
                "must be from %s to %s (was %s)"
                    .formatted(plain(min), plain(max), Reading.shown(node)));
            return null;
          }
          return value;
        },
        schema -> {
          schema.putArray("type").add("string").add("number");
          schema.put("minimum", min).put("maximum", max);
          return schema.put("pattern", "^" + PERCENT.pattern() + "$");
        });
  }

  /** A number without needless digits. */
  static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  private static BigDecimal unitBytes(String unit) {
    long base = unit.contains("i") ? 1024 : 1000;
    int power = unit.isEmpty() ? 0 : "BkMGT".indexOf(unit.charAt(0));
    return BigDecimal.valueOf(base).pow(power);
  }

  private static String durationText(long ns) {
    for (String unit : new String[] {"s", "ms", "us"}) {
      long size = UNIT_NS.get(unit);
      if (ns != 0 && ns % size == 0) {
        return ns / size + unit;
      }
    }
    return ns + "ns";
  }
}
