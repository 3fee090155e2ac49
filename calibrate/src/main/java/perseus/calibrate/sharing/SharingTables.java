package perseus.calibrate.sharing;

import java.util.List;
import perseus.calibrate.TableKind;
import perseus.calibrate.TableKind.Column;

/** Layouts of the tables about shared GPUs. */
final class SharingTables {
  /** Two models side by side under MPS; latencies together and alone, in ms. */
  static final TableKind PAIRS =
      new TableKind(
          "pairs under MPS",
          List.of(
              Column.text("gpu", true),
              Column.text("model1", true),
              Column.integer("batch1", 1, 65_536, true),
              Column.number("mps_pct1", 1, 100, true),
              Column.text("model2", true),
              Column.integer("batch2", 1, 65_536, true),
              Column.number("mps_pct2", 1, 100, true),
              Column.number("coloc_latency1_ms", 1e-6, 1e7, true),
              Column.number("coloc_latency2_ms", 1e-6, 1e7, true),
              Column.number("solo_latency1_ms", 1e-6, 1e7, true),
              Column.number("solo_latency2_ms", 1e-6, 1e7, true)));

  /** One model alone at a share of the SMs. */
  static final TableKind SOLO =
      new TableKind(
          "solo latency by SM share",
          List.of(
              Column.text("gpu", true),
              Column.text("backend", false),
              Column.text("model", true),
              Column.integer("batch", 1, 65_536, true),
              Column.number("mps_thread_pct", 1, 100, true),
              Column.number("latency_ms", 1e-6, 1e7, true),
              Column.number("l2_util_pct", 0, 100, false),
              Column.number("dram_util_pct", 0, 100, false)));

  /** Equal processes under MPS inside a MIG slice; throughput is per process. */
  static final TableKind MIG_MPS =
      new TableKind(
          "MIG slices with MPS processes",
          List.of(
              Column.text("gpu", true),
              Column.text("framework", false),
              Column.text("model", true),
              Column.integer("mig_gpcs", 1, 7, true),
              Column.integer("batch", 1, 65_536, true),
              Column.integer("mps_processes", 1, 48, true),
              Column.number("throughput_ips", 1e-6, 1e9, true),
              Column.number("latency_s", 0, 1e5, true)));

  /** Equal pods on one GPU under time slicing, MPS or MIG. */
  static final TableKind MODES =
      new TableKind(
          "sharing modes",
          List.of(
              Column.text("gpu", true),
              Column.text("model", true),
              Column.text("sharing", true),
              Column.integer("co_located_pods", 1, 1000, true),
              Column.number("avg_latency_s", 1e-9, 1e5, true)));

  private SharingTables() {}
}
