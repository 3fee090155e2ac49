package perseus.sweep;

import java.util.List;
import perseus.report.ResultRow;

/**
 * What became of a point.
 *
 * @param rows its summary; empty if it failed
 * @param replications runs that the rows rest on
 * @param warmUpNs discarded prefix of each
 * @param notes of its summary
 * @param error why it failed; empty if it did not
 */
public record PointResult(
    List<ResultRow> rows, int replications, long warmUpNs, List<String> notes, String error) {
  public PointResult {
    rows = List.copyOf(rows);
    notes = List.copyOf(notes);
  }

  static PointResult failed(String error) {
    return new PointResult(List.of(), 0, 0, List.of(), error);
  }

  public boolean isFailed() {
    return !error.isEmpty();
  }
}
