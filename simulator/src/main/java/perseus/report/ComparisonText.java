package perseus.report;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import perseus.metric.Comparison;
import perseus.metric.Estimate;
import perseus.metric.Metric;
import perseus.metric.Numbers;

/** Differences between scenarios, as a table for the terminal and as CSV. */
public final class ComparisonText {
  /** What the terminal shows; the CSV has every metric. */
  private static final Set<Metric> SHOWN =
      EnumSet.of(
          Metric.THROUGHPUT_IPS,
          Metric.SLO_ATTAINMENT,
          Metric.AVG_MS,
          Metric.P50_MS,
          Metric.P95_MS,
          Metric.P99_MS,
          Metric.GPU_UTILIZATION,
          Metric.COST_USD_PER_HOUR,
          Metric.COST_USD_PER_1K_IN_SLO);

  private ComparisonText() {}

  /** One line per tenant and metric; those whose interval excludes 0 are marked. */
  public static String table(Comparison comparison) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            "tenant",
            "metric",
            comparison.baseline(),
            comparison.alternative(),
            "difference",
            "95 % interval",
            ""));
    for (Comparison.Row row : comparison.rows()) {
      if (SHOWN.contains(row.metric())) {
        Estimate difference = row.difference();
        rows.add(
            List.of(
                row.tenant(),
                row.metric().id(),
                Numbers.text(row.baseline(), 4),
                Numbers.text(row.alternative(), 4),
                Numbers.text(difference.value(), 3),
                difference.hasInterval()
                    ? "["
                        + Numbers.text(difference.low(), 3)
                        + ", "
                        + Numbers.text(difference.high(), 3)
                        + "]"
                    : "-",
                row.significant() ? "*" : ""));
      }
    }
    StringBuilder text = new StringBuilder();
    text.append(comparison.alternative())
        .append(" against ")
        .append(comparison.baseline())
        .append(" (same random numbers, paired; * = the interval excludes 0)\n\n");
    TextTable.align(text, rows, 2);
    return text.append('\n').toString();
  }

  /** {@code comparison.csv}: one row per alternative, tenant and metric. */
  public static String csv(List<Comparison> comparisons) {
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
      csv.writeRecord(
          "baseline",
          "alternative",
          "tenant",
          "metric",
          "baseline_value",
          "alternative_value",
          "difference",
          "ci_low",
          "ci_high",
          "unit",
          "basis");
      for (Comparison comparison : comparisons) {
        for (Comparison.Row row : comparison.rows()) {
          Estimate difference = row.difference();
          csv.writeRecord(
              comparison.baseline(),
              comparison.alternative(),
              row.tenant(),
              row.metric().id(),
              Numbers.text(row.baseline(), Numbers.DIGITS),
              Numbers.text(row.alternative(), Numbers.DIGITS),
              Numbers.text(difference.value(), Numbers.DIGITS),
              Numbers.text(difference.low(), Numbers.DIGITS),
              Numbers.text(difference.high(), Numbers.DIGITS),
              difference.unit(),
              difference.basis().label());
        }
      }
    } catch (IOException e) {
      throw new AssertionError("A string takes every text.", e);
    }
    return text.toString();
  }
}
