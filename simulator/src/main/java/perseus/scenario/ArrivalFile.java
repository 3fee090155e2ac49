package perseus.scenario;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.Arrays;
import perseus.document.InputFile;
import perseus.document.Quantities;
import perseus.document.Reading;
import perseus.document.Types;
import perseus.document.ValueType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Arrival instants in a text file: one per line, in seconds since the start, not decreasing; blank
 * lines and those that start with {@code #} are skipped.
 */
final class ArrivalFile implements ValueType<long[]> {
  static final ValueType<long[]> TYPE = new ArrivalFile();

  private static final ValueType<Path> PATH = Types.path();

  private ArrivalFile() {}

  @Override
  public long[] read(JsonNode node, String path, Reading reading) {
    Path file = PATH.read(node, path, reading);
    if (file == null) {
      return null;
    }
    String text;
    try {
      InputFile.Content content = InputFile.read(file);
      reading.read(content.file());
      text = content.text();
    } catch (IOException e) {
      reading.problem(path, file + ": " + InputFile.reason(e));
      return null;
    }
    String[] lines = text.split("\\R", -1);
    long[] times = new long[lines.length];
    int count = 0;
    for (int i = 0; i < lines.length; i++) {
      String line = lines[i].strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      long time = seconds(line);
      String wrong = null;
      if (time < 0) {
        wrong = "must be seconds since the start, such as 0.25";
      } else if (count > 0 && time < times[count - 1]) {
        wrong = "is before the arrival above it";
      }
      if (wrong != null) {
        String shown = line.length() <= 40 ? line : line.substring(0, 37) + "...";
        reading.problem(path, "%s, line %d: %s (was '%s')".formatted(file, i + 1, wrong, shown));
        return null;
      }
      times[count++] = time;
    }
    if (count == 0) {
      reading.problem(path, file + ": holds no arrivals");
      return null;
    }
    return Arrays.copyOf(times, count);
  }

  @Override
  public ObjectNode schema() {
    return PATH.schema();
  }

  /** Nanoseconds, or -1 if the text is no such number. */
  private static long seconds(String text) {
    if (!text.matches("\\d{1,12}(\\.\\d{0,30})?")) {
      return -1;
    }
    BigDecimal ns = new BigDecimal(text).movePointRight(9).setScale(0, RoundingMode.HALF_UP);
    return ns.compareTo(BigDecimal.valueOf(Quantities.MAX_DURATION_NS)) > 0 ? -1 : ns.longValue();
  }
}
