package perseus.calibrate;

import java.util.ArrayList;
import java.util.List;

/**
 * Predictions beside measurements.
 *
 * @param rows rows after the filter, skipped ones included
 * @param comparisons one per row and published metric
 * @param skipped rows left out
 */
public record Validation(int rows, List<Comparison> comparisons, List<Skipped> skipped) {
  public Validation {
    comparisons = List.copyOf(comparisons);
    skipped = List.copyOf(skipped);
  }

  /**
   * @param table file name
   * @param row 1-based data row
   * @param gpu as in the row
   * @param model as in the row
   * @param caseId provenance in the table; rows of one case share server, GPU and model
   * @param band of load, e.g. {@code 17-64}; empty where the table has no concurrency
   * @param metric name of the column compared
   * @param measured &gt; 0
   * @param predicted same unit
   */
  public record Comparison(
      String table,
      int row,
      String gpu,
      String model,
      String caseId,
      String band,
      String metric,
      double measured,
      double predicted) {
    /** Signed error in percent. */
    public double errorPercent() {
      return 100 * (predicted / measured - 1);
    }
  }

  /**
   * @param table file name
   * @param row 1-based data row
   * @param reason why no prediction was made
   */
  public record Skipped(String table, int row, String reason) {}

  /** Both together. */
  public Validation and(Validation other) {
    List<Comparison> all = new ArrayList<>(comparisons);
    all.addAll(other.comparisons);
    List<Skipped> left = new ArrayList<>(skipped);
    left.addAll(other.skipped);
    return new Validation(rows + other.rows, all, left);
  }

  /** Band of a closed-loop row. */
  public static String band(int concurrency) {
    return concurrency <= 16
        ? "1-16"
        : concurrency <= 64 ? "17-64" : concurrency <= 128 ? "65-128" : ">128";
  }
}
