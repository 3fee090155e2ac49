package perseus.metric;

/** What a summary reports for each tenant and for the whole, in the order of its rows. */
public enum Metric {
  ARRIVED("arrived", "requests"),
  COMPLETED("completed", "requests"),
  REJECTED("rejected", "requests"),
  TIMED_OUT("timed_out", "requests"),
  CANCELLED("cancelled", "requests"),
  FAILED("failed", "requests"),
  UNFINISHED("unfinished", "requests"),
  /** Responses inside the measured period, in inferences per second. */
  THROUGHPUT_IPS("throughput_ips", "inferences/s"),
  /** Those of them within the SLO. */
  GOODPUT_IPS("goodput_ips", "inferences/s"),
  /** Completed within the SLO ÷ all that arrived. */
  SLO_ATTAINMENT("slo_attainment", "fraction"),
  AVG_MS("avg_ms", "ms"),
  P50_MS("p50_ms", "ms"),
  P90_MS("p90_ms", "ms"),
  P95_MS("p95_ms", "ms"),
  P99_MS("p99_ms", "ms"),
  /** Busy ÷ time, mean over the devices; a tenant's is its part of that. */
  GPU_UTILIZATION("gpu_utilization", "fraction"),
  /** Bill per hour; a tenant's is what its GPU time costs, the idle time is nobody's. */
  COST_USD_PER_HOUR("cost_usd_per_hour", "USD/h"),
  COST_USD_PER_1K("cost_usd_per_1k", "USD/1000 inferences"),
  COST_USD_PER_1K_IN_SLO("cost_usd_per_1k_in_slo", "USD/1000 inferences"),
  /** Share of the bill that paid for idle GPUs; only for the whole. */
  IDLE_SHARE("idle_share", "fraction");

  private final String id;
  private final String unit;

  Metric(String id, String unit) {
    this.id = id;
    this.unit = unit;
  }

  /** Name in files, e.g. {@code p99_ms}. */
  public String id() {
    return id;
  }

  public String unit() {
    return unit;
  }

  /** Largest value it can take. */
  double ceiling() {
    return unit.equals("fraction") ? 1 : Double.POSITIVE_INFINITY;
  }

  /** Percentile of latency that it reports, NaN if it is none. */
  double percentile() {
    return switch (this) {
      case P50_MS -> 50;
      case P90_MS -> 90;
      case P95_MS -> 95;
      case P99_MS -> 99;
      default -> Double.NaN;
    };
  }
}
