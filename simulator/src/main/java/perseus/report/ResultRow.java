package perseus.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import perseus.metric.Estimate;
import perseus.metric.Metric;
import perseus.metric.Numbers;
import perseus.metric.Summary;

/**
 * A line of {@code summary.csv}, numbers already as their final text: what is written does not
 * depend on whether it was computed now or read back.
 *
 * @param scenario name
 * @param tenant name or {@code *}
 * @param metric its id
 * @param estimate empty = not defined
 * @param ciLow empty = no interval
 * @param ciHigh empty = no interval
 * @param unit e.g. {@code ms}
 * @param basis label of {@link perseus.profile.Basis}
 */
public record ResultRow(
    String scenario,
    String tenant,
    String metric,
    String estimate,
    String ciLow,
    String ciHigh,
    String unit,
    String basis) {
  /** Names of the columns, in order. */
  public static final List<String> COLUMNS =
      List.of("scenario", "tenant", "metric", "estimate", "ci_low", "ci_high", "unit", "basis");

  /** All rows of a summary: per tenant, then per metric, in their orders. */
  public static List<ResultRow> of(Summary summary) {
    List<ResultRow> rows = new ArrayList<>();
    for (Summary.Tenant tenant : summary.tenants()) {
      for (Map.Entry<Metric, Estimate> entry : tenant.estimates().entrySet()) {
        Estimate estimate = entry.getValue();
        rows.add(
            new ResultRow(
                summary.scenario(),
                tenant.name(),
                entry.getKey().id(),
                Numbers.text(estimate.value(), Numbers.DIGITS),
                Numbers.text(estimate.low(), Numbers.DIGITS),
                Numbers.text(estimate.high(), Numbers.DIGITS),
                estimate.unit(),
                estimate.basis().label()));
      }
    }
    return rows;
  }

  /** Values in the order of {@link #COLUMNS}. */
  public List<String> cells() {
    return List.of(scenario, tenant, metric, estimate, ciLow, ciHigh, unit, basis);
  }

  /** The row with these cells, in the order of {@link #COLUMNS}. */
  public static ResultRow of(List<String> cells) {
    return new ResultRow(
        cells.get(0),
        cells.get(1),
        cells.get(2),
        cells.get(3),
        cells.get(4),
        cells.get(5),
        cells.get(6),
        cells.get(7));
  }
}
