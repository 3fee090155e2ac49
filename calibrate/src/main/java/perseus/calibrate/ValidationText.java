package perseus.calibrate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import perseus.calibrate.Validation.Comparison;
import perseus.calibrate.Validation.Skipped;

/** A validation as a table for the terminal. */
public final class ValidationText {
  private static final int WORST_SHOWN = 5;

  private ValidationText() {}

  /** Errors per metric and per band of load, the worst rows, and why rows were left out. */
  public static String table(Validation validation) {
    StringBuilder text = new StringBuilder();
    text.append(
        line(
            "%d rows, %d skipped, %d comparisons; errors in percent of the measured value",
            validation.rows(), validation.skipped().size(), validation.comparisons().size()));
    text.append('\n');
    header(text);
    ValidationFiles.summaries(validation.comparisons())
        .forEach((metric, summary) -> row(text, "all", metric, summary));
    bands(validation)
        .forEach(
            (band, comparisons) ->
                ValidationFiles.summaries(comparisons)
                    .forEach((metric, summary) -> row(text, band, metric, summary)));
    worst(text, validation.comparisons());
    skipped(text, validation.skipped());
    return text.toString();
  }

  private static Map<String, List<Comparison>> bands(Validation validation) {
    Map<String, List<Comparison>> bands = new LinkedHashMap<>();
    for (Comparison comparison : validation.comparisons()) {
      if (!comparison.band().isEmpty()) {
        bands.computeIfAbsent(comparison.band(), band -> new ArrayList<>()).add(comparison);
      }
    }
    return bands;
  }

  private static void header(StringBuilder text) {
    text.append(
        line(
            "%-10s %-20s %6s %8s %8s %8s %8s %8s",
            "load", "metric", "n", "median", "p90", "p95", "mean", "bias"));
  }

  private static void row(StringBuilder text, String band, String metric, ErrorSummary summary) {
    text.append(
        line(
            "%-10s %-20s %6d %8.1f %8.1f %8.1f %8.1f %+8.1f",
            band,
            metric,
            summary.n(),
            summary.medianApe(),
            summary.p90Ape(),
            summary.p95Ape(),
            summary.mape(),
            summary.bias()));
  }

  private static void worst(StringBuilder text, List<Comparison> comparisons) {
    if (comparisons.isEmpty()) {
      return;
    }
    text.append("\nLargest errors:\n");
    comparisons.stream()
        .sorted((a, b) -> Double.compare(Math.abs(b.errorPercent()), Math.abs(a.errorPercent())))
        .limit(WORST_SHOWN)
        .forEach(
            c ->
                text.append(
                    line(
                        "  %s row %d, %s %s, %s: measured %.6g, predicted %.6g (%+.1f %%)",
                        c.table(),
                        c.row(),
                        c.gpu(),
                        c.model(),
                        c.metric(),
                        c.measured(),
                        c.predicted(),
                        c.errorPercent())));
  }

  private static void skipped(StringBuilder text, List<Skipped> skipped) {
    Map<String, Integer> reasons = new TreeMap<>();
    // Numbers differ from row to row; the reason without them is the same.
    skipped.forEach(
        s -> reasons.merge(s.reason().replaceAll("\\d+(\\.\\d+)?", "n"), 1, Integer::sum));
    if (!reasons.isEmpty()) {
      text.append("\nSkipped rows (each is named in validation.json):\n");
      reasons.forEach((reason, count) -> text.append(line("  %5d  %s", count, reason)));
    }
  }

  private static String line(String format, Object... values) {
    return String.format(Locale.ROOT, format, values).stripTrailing() + "\n";
  }
}
