package perseus.calibrate;

import java.util.ArrayList;
import java.util.List;
import perseus.calibrate.TableKind.Column;

/** Triton under a measured load: the layout that {@code perseus measure} writes. */
public final class TritonTable {
  /** Latency percentiles and mean, then the mean breakdown, ms. */
  public static final List<String> LATENCIES =
      List.of("avg_ms", "p50_ms", "p90_ms", "p95_ms", "p99_ms");

  /** Mean time by part of a request's way, ms. */
  public static final List<String> BREAKDOWN =
      List.of(
          "network_ms",
          "server_queue_ms",
          "compute_input_ms",
          "compute_infer_ms",
          "compute_output_ms");

  private static final double MAX_MS = 1e8;

  public static final TableKind KIND = new TableKind("a Triton measurement table", columns());

  private TritonTable() {}

  private static List<Column> columns() {
    List<Column> columns = new ArrayList<>();
    columns.add(Column.text("gpu", true));
    columns.add(Column.text("model", true));
    for (String name :
        List.of(
            "source",
            "split",
            "case_id",
            "precision",
            "backend",
            "accelerator",
            "variant",
            "scenario",
            "load_mode",
            "colocated_with",
            "co_run",
            "transport",
            "reliability_note")) {
      columns.add(Column.text(name, name.equals("load_mode")));
    }
    columns.add(Column.integer("gpu_count", 0, 100_000, false));
    columns.add(Column.integer("request_batch", 1, 100_000_000, true));
    columns.add(Column.integer("concurrency", 1, 1_000_000, true));
    columns.add(Column.number("arrival_qps", 1e-9, 1e9, false));
    columns.add(Column.integer("instances", 1, 10_000, true));
    columns.add(Column.flag("dynamic_batching", true));
    columns.add(Column.integer("max_batch", 0, 100_000_000, true));
    columns.add(Column.integers("preferred_batch", 1, 100_000_000, false));
    columns.add(Column.number("max_queue_delay_us", 0, 1e9, false));
    columns.add(Column.number("throughput_ips", 0, 1e12, true));
    columns.add(Column.number("avg_ms", 0, MAX_MS, true));
    for (String name : LATENCIES.subList(1, LATENCIES.size())) {
      columns.add(Column.number(name, 0, MAX_MS, false));
    }
    columns.add(Column.number("client_send_ms", 0, MAX_MS, false));
    for (String name : BREAKDOWN) {
      columns.add(Column.number(name, 0, MAX_MS, false));
    }
    columns.add(Column.number("client_recv_ms", 0, MAX_MS, false));
    columns.add(Column.number("gpu_mem_mb", 0, 1e9, false));
    columns.add(Column.number("gpu_util_pct", 0, 100, false));
    columns.add(Column.number("gpu_power_w", 0, 1e6, false));
    return columns;
  }
}
