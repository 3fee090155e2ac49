package perseus.calibrate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import perseus.arrival.Arrivals;
import perseus.arrival.ConstantRate;
import perseus.arrival.Poisson;
import perseus.gpu.Interference;
import perseus.gpu.Sharing;
import perseus.profile.ProfileEntry;
import perseus.server.Deployment;
import perseus.server.Gpu;
import perseus.server.Host;
import perseus.server.RoutingPolicy;
import perseus.server.RunOptions;
import perseus.server.RunResult;
import perseus.server.ServingSystem;
import perseus.server.Simulation;
import perseus.server.Tenant;

/** Simulates the server and the load of a measured row, or of rows measured together. */
final class RowSimulation {
  /** Passes of all clients simulated before measuring, and at least while measuring. */
  private static final int WARM_UP_CYCLES = 8;

  private final int cycles;
  private final int minimumRequests;

  /**
   * @param cycles passes of all clients that are measured, at least
   * @param minimumRequests requests measured, at least
   */
  RowSimulation(int cycles, int minimumRequests) {
    this.cycles = cycles;
    this.minimumRequests = minimumRequests;
  }

  /** What {@code validate} uses: enough requests for a P99. */
  static RowSimulation thorough() {
    return new RowSimulation(30, 4000);
  }

  /**
   * Predicted columns of every row, by column name; rows of one run share a GPU.
   *
   * @param rows one row, or those of one run
   * @param entries the profile entry of each
   */
  List<Map<String, Double>> predict(
      List<TritonRow> rows, List<ProfileEntry> entries, Interference interference, long seed) {
    RunResult result =
        Simulation.run(system(rows, entries, interference), options(rows, entries, seed));
    List<Map<String, Double>> predictions = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      predictions.add(columns(result.tenants().get(i), result.measuredNs()));
    }
    return predictions;
  }

  private static Map<String, Double> columns(RunResult.TenantResult tenant, long measuredNs) {
    Map<String, Double> columns = new TreeMap<>();
    columns.put(
        "throughput_ips",
        (double) tenant.responsesInWindow() * tenant.requestBatch() / measuredNs * 1e9);
    columns.put("avg_ms", tenant.latency().mean() / 1e6);
    columns.put("p50_ms", tenant.latency().percentile(50) / 1e6);
    columns.put("p90_ms", tenant.latency().percentile(90) / 1e6);
    columns.put("p95_ms", tenant.latency().percentile(95) / 1e6);
    columns.put("p99_ms", tenant.latency().percentile(99) / 1e6);
    columns.put("network_ms", tenant.meanFrontEndNs() / 1e6);
    columns.put("server_queue_ms", tenant.meanQueueNs() / 1e6);
    columns.put("compute_input_ms", tenant.meanComputeInputNs() / 1e6);
    columns.put("compute_infer_ms", tenant.meanComputeInferNs() / 1e6);
    columns.put("compute_output_ms", tenant.meanComputeOutputNs() / 1e6);
    return columns;
  }

  private static ServingSystem system(
      List<TritonRow> rows, List<ProfileEntry> entries, Interference interference) {
    ProfileEntry first = entries.get(0);
    Host host =
        new Host(
            "host",
            first.frontEnd(),
            Host.SchedulerLatency.TRITON,
            Host.RateLimiter.OFF,
            first.hostContention(),
            0,
            first.payloads());
    Gpu gpu = new Gpu("gpu", 0, first.key().gpu(), Sharing.STREAMS, 0, interference);
    List<Deployment> deployments = new ArrayList<>();
    List<Tenant> tenants = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      TritonRow row = rows.get(i);
      ProfileEntry entry = entries.get(i);
      String model = rows.size() == 1 ? "model" : "model" + i;
      deployments.add(
          new Deployment(
              model,
              0,
              row.config(),
              entry.service(),
              Collections.nCopies(row.instances(), Deployment.Instance.on(0)),
              0,
              List.of()));
      tenants.add(
          new Tenant(
              "tenant" + i,
              model,
              arrivals(row, entry),
              row.requestBatch(),
              0,
              0,
              0,
              99,
              entry.inputBytes() * row.requestBatch(),
              entry.outputBytes() * row.requestBatch(),
              0));
    }
    return new ServingSystem(
        List.of(host), List.of(gpu), deployments, tenants, RoutingPolicy.LEAST_OUTSTANDING);
  }

  private static Arrivals arrivals(TritonRow row, ProfileEntry entry) {
    if (row.concurrency() > 0) {
      // Clients that start together would stay locked into one batch for ever.
      return Arrivals.closed(row.concurrency(), Math.round(cycleNs(row, entry)));
    }
    return Arrivals.open(
        row.poisson() ? new Poisson(row.requestRate()) : new ConstantRate(row.requestRate()));
  }

  private RunOptions options(List<TritonRow> rows, List<ProfileEntry> entries, long seed) {
    double warmUp = 0;
    double measure = 0;
    for (int i = 0; i < rows.size(); i++) {
      TritonRow row = rows.get(i);
      double cycle = cycleNs(row, entries.get(i)) * rows.size();
      double requests =
          row.concurrency() > 0 ? row.concurrency() : Math.max(1, row.requestRate() * cycle / 1e9);
      warmUp = Math.max(warmUp, WARM_UP_CYCLES * cycle);
      measure = Math.max(measure, Math.max(cycles, minimumRequests / requests) * cycle);
    }
    return new RunOptions(Math.round(warmUp + measure), Math.round(warmUp), seed, 0, 0, false);
  }

  /** About how long one pass of all clients takes; only the length of the run depends on it. */
  private static double cycleNs(TritonRow row, ProfileEntry entry) {
    int b = row.requestBatch();
    int clients = Math.max(1, row.concurrency());
    int most = row.dynamicBatching() ? Math.max(b, row.maxBatch()) : b;
    int perBatch =
        Math.max(1, Math.min(most / b, Math.max(1, clients / Math.max(1, row.instances()))));
    double execution = entry.service().totalNs(perBatch * b);
    Host.FrontEnd frontEnd = entry.frontEnd();
    double front =
        (frontEnd.handlerNs() + frontEnd.handlerNsPerByte() * entry.inputBytes() * b)
            / frontEnd.handlers();
    return clients * Math.max(front, execution / perBatch) + execution + frontEnd.constantNs();
  }
}
