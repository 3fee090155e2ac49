package perseus.check;

import java.util.List;
import java.util.Locale;
import perseus.metric.Numbers;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Checks as a table for the terminal, and as JSON. */
public final class CheckText {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private CheckText() {}

  /** One line per check, the count of each outcome last. */
  public static String table(List<CheckRow> rows) {
    int width = rows.stream().mapToInt(row -> row.id().length()).max().orElse(2);
    StringBuilder text = new StringBuilder();
    String format = "%-6s %-" + width + "s %14s %14s %14s  %s";
    text.append(line(format, "", "id", "expected", "got", "tolerance", "source"));
    int passed = 0;
    int failed = 0;
    for (CheckRow row : rows) {
      passed += Boolean.TRUE.equals(row.pass()) ? 1 : 0;
      failed += Boolean.FALSE.equals(row.pass()) ? 1 : 0;
      text.append(
          line(
              format,
              row.pass() == null ? "-" : row.pass() ? "ok" : "FAILED",
              row.id(),
              Numbers.text(row.expected(), 6),
              Numbers.text(row.got(), 6),
              Numbers.text(row.tolerance(), 3),
              row.source() + (row.reason().isEmpty() ? "" : " (" + row.reason() + ")")));
    }
    return text.append(
            line(
                "%d passed, %d failed, %d could not be checked",
                passed, failed, rows.size() - passed - failed))
        .toString();
  }

  /** An array with an object per check; what is not known is null, and {@code reason} says why. */
  public static String json(List<CheckRow> rows) {
    ArrayNode array = MAPPER.createArrayNode();
    for (CheckRow row : rows) {
      ObjectNode node = array.addObject();
      node.put("id", row.id());
      node.put("source", row.source());
      put(node, "expected", row.expected());
      put(node, "got", row.got());
      put(node, "tolerance", row.tolerance());
      node.put("pass", row.pass());
      if (!row.reason().isEmpty()) {
        node.put("reason", row.reason());
      }
    }
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(array) + "\n";
  }

  private static void put(ObjectNode node, String key, double value) {
    if (Double.isFinite(value)) {
      node.put(key, Numbers.rounded(value, Numbers.DIGITS));
    } else {
      node.putNull(key);
    }
  }

  private static String line(String format, Object... values) {
    return String.format(Locale.ROOT, format, values).stripTrailing() + "\n";
  }
}
