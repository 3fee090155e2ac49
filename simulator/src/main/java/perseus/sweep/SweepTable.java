package perseus.sweep;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import perseus.metric.Metric;
import perseus.metric.Numbers;
import perseus.report.ResultRow;
import perseus.report.TextTable;

/** A sweep as a table for the terminal: a line per point and tenant. */
public final class SweepTable {
  private static final List<Metric> SHOWN =
      List.of(
          Metric.THROUGHPUT_IPS,
          Metric.P50_MS,
          Metric.P99_MS,
          Metric.SLO_ATTAINMENT,
          Metric.GPU_UTILIZATION,
          Metric.COST_USD_PER_HOUR,
          Metric.COST_USD_PER_1K);

  private SweepTable() {}

  /**
   * @param results in the order of the study's points
   */
  public static String render(AxesStudy study, List<PointResult> results) {
    List<String> header = new ArrayList<>();
    study.axes().forEach(axis -> header.add(axis.path()));
    header.add("tenant");
    header.addAll(List.of("inf/s", "P50 ms", "P99 ms", "in SLO", "GPU busy", "$/h", "$/1000"));
    List<List<String>> lines = new ArrayList<>();
    lines.add(header);
    List<String> failures = new ArrayList<>();
    List<AxesStudy.Point> points = study.points();
    for (int i = 0; i < results.size(); i++) {
      if (results.get(i).isFailed()) {
        failures.add("! " + points.get(i).label() + " failed: " + results.get(i).error() + "\n");
      }
      lines.addAll(lines(points.get(i), results.get(i)));
    }
    StringBuilder text = new StringBuilder();
    TextTable.align(text, lines, study.axes().size() + 1);
    if (!failures.isEmpty()) {
      text.append('\n');
    }
    failures.forEach(text::append);
    return text.toString();
  }

  private static List<List<String>> lines(AxesStudy.Point point, PointResult result) {
    List<List<String>> lines = new ArrayList<>();
    for (String tenant : result.rows().stream().map(ResultRow::tenant).distinct().toList()) {
      List<String> line = new ArrayList<>(point.values());
      line.add(tenant);
      for (Metric metric : SHOWN) {
        line.add(cell(result, tenant, metric));
      }
      lines.add(line);
    }
    return lines;
  }

  private static String cell(PointResult result, String tenant, Metric metric) {
    for (ResultRow row : result.rows()) {
      if (row.tenant().equals(tenant) && row.metric().equals(metric.id())) {
        if (row.estimate().isEmpty()) {
          return "-";
        }
        double value = new BigDecimal(row.estimate()).doubleValue();
        return metric.unit().equals("fraction")
            ? Numbers.text(100 * value, 4) + " %"
            : Numbers.text(value, 4);
      }
    }
    return "-";
  }
}
