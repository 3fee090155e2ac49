package perseus.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
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
          "basis",
          "inf/s",
          "goodput",
          "P50 ms",
          "P95 ms",
          "P99 ms",
          "in SLO",
          "GPU busy",
          "$/h",
          "$/1000");

  private SummaryTable() {}

  /** Lines ending in a newline; ± is half the 95 % interval. */
  public static String render(Summary summary) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEADER);
    for (Summary.Tenant tenant : summary.tenants()) {
      rows.add(
          List.of(
              tenant.name(),
              tenant.get(Metric.P99_MS).basis().label(),
              withInterval(tenant.get(Metric.THROUGHPUT_IPS)),
              plain(tenant.get(Metric.GOODPUT_IPS)),
              withInterval(tenant.get(Metric.P50_MS)),
              withInterval(tenant.get(Metric.P95_MS)),
              withInterval(tenant.get(Metric.P99_MS)),
              percent(tenant.get(Metric.SLO_ATTAINMENT)),
              percent(tenant.get(Metric.GPU_UTILIZATION)),
              plain(tenant.get(Metric.COST_USD_PER_HOUR)),
              plain(tenant.get(Metric.COST_USD_PER_1K))));
    }
    StringBuilder text = new StringBuilder();
    text.append(summary.scenario())
        .append(": ")
        .append(summary.replications())
        .append(summary.replications() == 1 ? " replication" : " replications")
        .append(", warm-up ")
        .append(Numbers.text(summary.warmUpNs() / 1e9, 3))
        .append(" s; ± is half the 95 % interval\n\n");
    TextTable.align(text, rows, 2);
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

  /** The half-width with two digits, the value to the same decimal. */
  private static String withInterval(Estimate estimate) {
    if (!estimate.hasInterval() || estimate.halfWidth() == 0) {
      return plain(estimate) + (estimate.hasInterval() ? " ± 0" : "");
    }
    BigDecimal halfWidth =
        new BigDecimal(estimate.halfWidth()).round(new MathContext(2, RoundingMode.HALF_EVEN));
    int decimals = Math.max(0, halfWidth.scale());
    return Numbers.fixed(estimate.value(), decimals) + " ± " + halfWidth.toPlainString();
  }

  private static String plain(Estimate estimate) {
    return estimate.isDefined() ? Numbers.text(estimate.value(), 4) : "-";
  }

  private static String percent(Estimate estimate) {
    return estimate.isDefined() ? Numbers.text(100 * estimate.value(), 4) + " %" : "-";
  }
}
