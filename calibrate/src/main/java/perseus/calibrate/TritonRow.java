package perseus.calibrate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import perseus.batching.ModelConfig;
import perseus.profile.ProfileKey;

/**
 * One measured load of a Triton model.
 *
 * @param table file name
 * @param row 1-based data row
 * @param cells the row as read
 * @param key what profile entry it is about
 * @param requestBatch inferences per request
 * @param concurrency outstanding requests of a closed loop, 0 if it is none
 * @param requestRate requests/s of an open loop, 0 if it is none
 * @param poisson whether the open loop is Poisson instead of constantly paced
 * @param instances model instances, 0 = not stated
 * @param dynamicBatching whether it is on
 * @param maxBatch Triton's max_batch_size, -1 = not stated
 */
public record TritonRow(
    String table,
    int row,
    MeasurementTable.Row cells,
    ProfileKey key,
    int requestBatch,
    int concurrency,
    double requestRate,
    boolean poisson,
    int instances,
    boolean dynamicBatching,
    int maxBatch) {

  static TritonRow of(String table, MeasurementTable.Row cells) {
    String mode = cells.text("load_mode").toLowerCase(Locale.ROOT);
    boolean closed = mode.startsWith("closed");
    return new TritonRow(
        table,
        cells.number(),
        cells,
        new ProfileKey(
            cells.text("gpu"),
            cells.text("model"),
            cells.text("precision"),
            cells.text("backend"),
            cells.text("accelerator"),
            cells.text("variant")),
        cells.integer("request_batch", 1),
        closed ? cells.integer("concurrency", 0) : 0,
        closed || !cells.has("arrival_qps") ? 0 : cells.number("arrival_qps"),
        mode.contains("poisson"),
        cells.integer("instances", 0),
        cells.text("dynamic_batching").equals("yes"),
        cells.integer("max_batch", -1));
  }

  static List<TritonRow> of(MeasurementTable table) {
    List<TritonRow> rows = new ArrayList<>();
    for (MeasurementTable.Row row : table.rows()) {
      rows.add(of(table.name(), row));
    }
    return rows;
  }

  /** Provenance: rows of one case share server, GPU and model. */
  String caseId() {
    return cells.text("case_id");
  }

  /** The column's number, NaN if not published. */
  double number(String column) {
    return cells.number(column);
  }

  /** One request outstanding. */
  boolean isSolo() {
    return concurrency == 1;
  }

  /** Sum of the breakdown's server compute columns in ms, NaN if one is not published. */
  double computeMs() {
    return number("compute_input_ms") + number("compute_infer_ms") + number("compute_output_ms");
  }

  /** Throughput × latency ÷ outstanding inferences: 1 by Little's law; NaN if not a closed loop. */
  double littleRatio() {
    return concurrency == 0
        ? Double.NaN
        : number("throughput_ips")
            * number("avg_ms")
            / 1000
            / ((double) requestBatch * concurrency);
  }

  /**
   * The published throughput, or the one that Little's law gives where the published one
   * contradicts it by more than 2 % above concurrency 16.
   */
  double throughputIps() {
    return hasRecomputedThroughput()
        ? (double) requestBatch * concurrency / number("avg_ms") * 1000
        : number("throughput_ips");
  }

  /** Mean latency, ms: published, or by Little's law; NaN if neither is possible. */
  double averageMs() {
    double average = number("avg_ms");
    return Double.isNaN(average) && concurrency > 0 && number("throughput_ips") > 0
        ? (double) requestBatch * concurrency / number("throughput_ips") * 1000
        : average;
  }

  /** Whether {@link #throughputIps} is not the published one, and so the same as the latency. */
  boolean hasRecomputedThroughput() {
    return concurrency > 16 && Math.abs(littleRatio() - 1) > 0.02;
  }

  /**
   * Mean of everything outside queue and compute, ms: published, or what is left of the average.
   */
  double frontEndMs() {
    double rest = number("avg_ms") - number("server_queue_ms") - computeMs();
    return Math.max(0, rest);
  }

  /** The model's scheduling. */
  ModelConfig config() {
    if (!dynamicBatching) {
      return new ModelConfig(Math.max(0, maxBatch), null, false, false);
    }
    List<Integer> preferred = new ArrayList<>();
    for (String size : cells.text("preferred_batch").split(" ")) {
      if (!size.isEmpty() && Integer.parseInt(size) <= maxBatch) {
        preferred.add(Integer.parseInt(size));
      }
    }
    double delay = number("max_queue_delay_us");
    return ModelConfig.dynamic(
        maxBatch, Double.isNaN(delay) ? 0 : Math.round(delay), preferred.toArray(Integer[]::new));
  }
}
