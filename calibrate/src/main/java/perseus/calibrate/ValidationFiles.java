package perseus.calibrate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import perseus.calibrate.Validation.Comparison;
import perseus.calibrate.Validation.Skipped;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code validation.csv} and {@code validation.json}. */
public final class ValidationFiles {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
  private static final List<String> METRICS = metrics();

  private ValidationFiles() {}

  private static List<String> metrics() {
    List<String> metrics = new ArrayList<>();
    metrics.add("throughput_ips");
    metrics.addAll(TritonTable.LATENCIES);
    metrics.addAll(TritonTable.BREAKDOWN);
    return List.copyOf(metrics);
  }

  /** Writes both files; neither is left half-written. */
  public static void write(Validation validation, Path folder) throws IOException {
    Files.createDirectories(folder);
    replace(folder.resolve("validation.csv"), csv(validation));
    replace(folder.resolve("validation.json"), json(validation));
  }

  private static void replace(Path file, String text) throws IOException {
    Path partial = file.resolveSibling(file.getFileName() + ".partial");
    Files.writeString(partial, text, StandardCharsets.UTF_8);
    Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
  }

  /** One line per row and metric. */
  public static String csv(Validation validation) {
    StringBuilder text = new StringBuilder();
    text.append("table,row,gpu,model,band,metric,measured,predicted,error_pct\n");
    for (Comparison c : validation.comparisons()) {
      text.append(quoted(c.table()))
          .append(',')
          .append(c.row())
          .append(',')
          .append(quoted(c.gpu()))
          .append(',')
          .append(quoted(c.model()))
          .append(',')
          .append(quoted(c.band()))
          .append(',')
          .append(c.metric())
          .append(',')
          .append(c.measured())
          .append(',')
          .append(Math.rint(c.predicted() * 1e6) / 1e6)
          .append(',')
          .append(Math.rint(c.errorPercent() * 1e4) / 1e4)
          .append('\n');
    }
    return text.toString();
  }

  private static String quoted(String cell) {
    return cell.contains(",") || cell.contains("\"") || cell.contains("\n")
        ? '"' + cell.replace("\"", "\"\"") + '"'
        : cell;
  }

  /** Errors by metric, over all rows and by GPU, model and band. */
  public static String json(Validation validation) {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("formatVersion", 1);
    root.put("rows", validation.rows());
    ArrayNode skipped = root.putArray("skipped");
    for (Skipped s : validation.skipped()) {
      ObjectNode node = skipped.addObject();
      node.put("table", s.table());
      node.put("row", s.row());
      node.put("reason", s.reason());
    }
    root.set("metrics", metrics(validation.comparisons()));
    Map<List<String>, List<Comparison>> groups = new LinkedHashMap<>();
    for (Comparison c : validation.comparisons()) {
      groups.computeIfAbsent(List.of(c.gpu(), c.model(), c.band()), g -> new ArrayList<>()).add(c);
    }
    ArrayNode array = root.putArray("groups");
    groups.forEach(
        (group, comparisons) -> {
          ObjectNode node = array.addObject();
          node.put("gpu", group.get(0));
          node.put("model", group.get(1));
          node.put("band", group.get(2));
          node.set("metrics", metrics(comparisons));
        });
    return MAPPER.writeValueAsString(root).replace("\r\n", "\n") + "\n";
  }

  /** Summaries by metric, the known ones first. */
  public static Map<String, ErrorSummary> summaries(List<Comparison> comparisons) {
    Map<String, List<Double>> errors = new LinkedHashMap<>();
    METRICS.forEach(metric -> errors.put(metric, new ArrayList<>()));
    Map<String, List<Double>> others = new TreeMap<>();
    for (Comparison c : comparisons) {
      (errors.containsKey(c.metric()) ? errors : others)
          .computeIfAbsent(c.metric(), m -> new ArrayList<>())
          .add(c.errorPercent());
    }
    errors.putAll(others);
    Map<String, ErrorSummary> summaries = new LinkedHashMap<>();
    errors.forEach(
        (metric, list) -> {
          if (!list.isEmpty()) {
            summaries.put(metric, ErrorSummary.of(list));
          }
        });
    return summaries;
  }

  private static ObjectNode metrics(List<Comparison> comparisons) {
    ObjectNode node = MAPPER.createObjectNode();
    summaries(comparisons)
        .forEach(
            (metric, s) -> {
              ObjectNode m = node.putObject(metric);
              m.put("n", s.n());
              m.put("mape", rounded(s.mape()));
              m.put("median_ape", rounded(s.medianApe()));
              m.put("p90_ape", rounded(s.p90Ape()));
              m.put("p95_ape", rounded(s.p95Ape()));
              m.put("bias", rounded(s.bias()));
            });
    return node;
  }

  private static double rounded(double percent) {
    return Math.rint(percent * 1e4) / 1e4;
  }
}
