package perseus.calibrate.passes;

import java.util.List;
import perseus.calibrate.TableKind;
import perseus.calibrate.TableKind.Column;

/** Layouts of the {@code perseus_*} tables. */
final class PassTables {
  /** One row per pass over the data set at one pacing. */
  static final TableKind PASSES =
      new TableKind(
          "perseus passes",
          List.of(
              Column.text("source", false),
              Column.integer("test", 1, 1000, true),
              Column.text("model", true),
              Column.integer("pass", 1, 1_000_000, true),
              Column.text("status", false),
              Column.number("total_batches", 1, 1e9, true),
              Column.number("elapsed_s", 1e-3, 1e7, true),
              Column.number("desired_qps", 1e-3, 1e7, true),
              Column.number("actual_qps", 1e-3, 1e7, true),
              Column.number("p25_s", 1e-6, 1e4, false),
              Column.number("p50_s", 1e-6, 1e4, true),
              Column.number("p75_s", 1e-6, 1e4, false),
              Column.number("p95_s", 1e-6, 1e4, true)));

  /** One row per pair of rates that one server sustained. */
  static final TableKind FRONTIER =
      new TableKind(
          "perseus frontier",
          List.of(
              Column.text("server", true),
              Column.number("resnet50_rps", 0, 1e7, true),
              Column.number("inceptionv3_rps", 0, 1e7, true),
              Column.text("kind", true)));

  private PassTables() {}
}
