package perseus.report;

import java.util.ArrayList;
import java.util.List;
import perseus.metric.Estimate;
import perseus.metric.Metric;
import perseus.metric.Numbers;
import perseus.metric.Summary;

/** A summary as a table for the terminal: one line per tenant, the whole last, then the notes. */
public final class SummaryTable {
  private static final List<String> HEADER =
      List.of(
          "tenant",
          "inf/s",
          "goodput",
          "P50 ms",
          "P95 ms",
          "P99 ms",
          "in SLO",
          "GPU busy",
          "$/h",
          "$/1000",
          "basis");

  private SummaryTable() {}

  /** Lines ending in a newline; ± is half the 95 % interval. */
  public static String render(Summary summary) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEADER);
    for (Summary.Tenant tenant : summary.tenants()) {
      rows.add(
          List.of(
              tenant.name(),
              withInterval(tenant.get(Metric.THROUGHPUT_IPS)),
              plain(tenant.get(Metric.GOODPUT_IPS)),
              withInterval(tenant.get(Metric.P50_MS)),
              withInterval(tenant.get(Metric.P95_MS)),
              withInterval(tenant.get(Metric.P99_MS)),
              percent(tenant.get(Metric.SLO_ATTAINMENT)),
              percent(tenant.get(Metric.GPU_UTILIZATION)),
              plain(tenant.get(Metric.COST_USD_PER_HOUR)),
              plain(tenant.get(Metric.COST_USD_PER_1K)),
              tenant.get(Metric.P99_MS).basis().label()));
    }
    StringBuilder text = new StringBuilder();
    text.append(summary.scenario())
        .append(": ")
        .append(summary.replications())
        .append(summary.replications() == 1 ? " replication" : " replications")
        .append(", warm-up ")
        .append(Numbers.text(summary.warmUpNs() / 1e9, 3))
        .append(" s; ± is half the 95 % interval\n\n");
    align(text, rows);
    Estimate idle = summary.whole().get(Metric.IDLE_SHARE);
    if (idle.isDefined()) {
      text.append("\nIdle GPUs are ")
          .append(percent(idle))
          .append(" of the bill; tenants' $ are for the GPU time that they kept busy.\n");
    }
    if (!summary.notes().isEmpty()) {
      text.append('\n');
      summary.notes().forEach(note -> text.append("! ").append(note).append('\n'));
    }
    return text.toString();
  }

  /** First column to the left, numbers to the right, the last column to the left. */
  static void align(StringBuilder text, List<List<String>> rows) {
    int columns = rows.get(0).size();
    int[] width = new int[columns];
    for (List<String> row : rows) {
      for (int c = 0; c < columns; c++) {
        width[c] = Math.max(width[c], row.get(c).length());
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int c = 0; c < columns; c++) {
        String pad = " ".repeat(width[c] - row.get(c).length());
        boolean left = c == 0 || c == columns - 1;
        line.append(c == 0 ? "" : "  ")
            .append(left ? "" : pad)
            .append(row.get(c))
            .append(left ? pad : "");
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
  }

  private static String withInterval(Estimate estimate) {
    String value = plain(estimate);
    return estimate.hasInterval() ? value + " ± " + Numbers.text(estimate.halfWidth(), 2) : value;
  }

  private static String plain(Estimate estimate) {
    return estimate.isDefined() ? Numbers.text(estimate.value(), 4) : "-";
  }

  private static String percent(Estimate estimate) {
    return estimate.isDefined() ? Numbers.text(100 * estimate.value(), 4) + " %" : "-";
  }
}
