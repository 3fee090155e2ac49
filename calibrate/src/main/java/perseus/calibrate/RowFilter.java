package perseus.calibrate;

/** Which rows can be compared with a simulation at all. */
final class RowFilter {
  private static final double CONTRADICTION = 0.05;
  private static final int SMALL_CONCURRENCY = 16;

  private RowFilter() {}

  /** Why the row is left out; empty if it is usable. */
  static String reason(TritonRow row) {
    if (row.caseId().contains("-ckpt")) {
      return "case mixes several configurations under one case_id";
    }
    if (row.instances() == 0) {
      return "instances is not stated";
    }
    if (row.concurrency() == 0 && row.requestRate() == 0) {
      return "neither concurrency nor arrival_qps is stated";
    }
    if (row.dynamicBatching() && row.maxBatch() < 1) {
      return "dynamic batching without max_batch";
    }
    if (row.maxBatch() >= 1 && row.requestBatch() > row.maxBatch()) {
      return "request_batch " + row.requestBatch() + " exceeds max_batch " + row.maxBatch();
    }
    if (row.cells().integer("gpu_count", 1) > 1) {
      return "several GPUs: which instances are on which is not stated";
    }
    if (!(row.number("avg_ms") > 0)) {
      return "no average latency";
    }
    if (row.concurrency() > 0
        && row.concurrency() <= SMALL_CONCURRENCY
        && Math.abs(row.littleRatio() - 1) > CONTRADICTION) {
      return "throughput × latency ÷ outstanding inferences is %.3f: contradicts itself"
          .formatted(row.littleRatio());
    }
    return "";
  }
}
