package perseus.calibrate.passes;

import java.util.Comparator;
import java.util.List;
import perseus.calibrate.MeasurementTable.Row;
import perseus.profile.ProfileEntry;

/**
 * The passes of a test that its constants are fitted on: the {@value #COUNT} of lowest rate after
 * the first, which is cold. They are calibration and are not scored.
 */
final class BasePasses {
  static final int COUNT = 5;

  private BasePasses() {}

  /**
   * Constants of one test's client and network.
   *
   * @param constantNs delay outside queue and execution, ≥ 0
   * @param driftNs time the client adds to each gap, ≥ 0
   */
  record Constants(long constantNs, double driftNs) {}

  /** The base passes among the rows of one test. */
  static List<Row> of(List<Row> test) {
    return test.stream()
        .filter(row -> row.integer("pass", 0) > 1)
        .sorted(
            Comparator.comparingDouble((Row row) -> row.number("desired_qps"))
                .thenComparingInt(row -> row.integer("pass", 0)))
        .limit(COUNT)
        .toList();
  }

  /**
   * The constant that makes P95, the percentile of the artifact's latency objective, right on
   * average over the given passes, and the mean drift. Latency is additive in the constant, so each
   * pass is simulated once.
   *
   * <p>P50 alone would give a constant about 2 ms larger: in all tests the first request of a batch
   * is answered that much earlier than seven gaps after its send explain.
   */
  static Constants fit(
      PassTest test, ProfileEntry entry, List<Row> passes, long slotHoldNs, long seed) {
    double constant = 0;
    double drift = 0;
    for (Row row : passes) {
      double gap = driftNs(row);
      drift += gap / passes.size();
      PassSimulator.Pass pass =
          PassSimulator.run(
              test,
              entry,
              null,
              row.number("desired_qps"),
              Math.round(row.number("total_batches")),
              0,
              gap,
              slotHoldNs,
              seed);
      constant += (row.number("p95_s") - pass.seconds(95)) / passes.size();
    }
    return new Constants(Math.max(0, Math.round(constant * 1e9)), Math.max(0, drift));
  }

  /**
   * Time by which the mean gap of an unsaturated pass exceeds the nominal one, its drain removed.
   */
  private static double driftNs(Row row) {
    double requests = row.number("total_batches");
    double span = requests / row.number("actual_qps") - row.number("p50_s");
    return Math.max(0, (span / requests - 1 / row.number("desired_qps")) * 1e9);
  }
}
