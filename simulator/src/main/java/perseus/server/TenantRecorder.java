package perseus.server;

import java.util.ArrayList;
import java.util.List;
import perseus.batching.RequestPool;
import perseus.kernel.InvariantViolation;
import perseus.kernel.LatencyHistogram;
import perseus.server.RunResult.TenantResult;

/** Counts outcomes and latencies of one tenant. */
final class TenantRecorder {
  private final Tenant tenant;
  private final Window window;
  private final RunOptions options;
  private final long[] outcomes = new long[Outcome.values().length];
  private final LatencyHistogram latency = new LatencyHistogram();
  private final List<LatencyHistogram> batches = new ArrayList<>();
  private final double[] seriesSum = new double[TenantResult.SERIES];
  private final long[] seriesCount = new long[TenantResult.SERIES];
  private long arrived;
  private long withinSlo;
  private long responsesInWindow;
  private long withinSloInWindow;
  private double inFlightNs;
  private double frontEndNs;
  private double queueNs;
  private double inputNs;
  private double inferNs;
  private double outputNs;
  private long lastResponseNs = -1;
  private long firstSendNs = -1;

  TenantRecorder(Tenant tenant, Window window, RunOptions options) {
    this.tenant = tenant;
    this.window = window;
    this.options = options;
    for (int i = 0; i < options.batches(); i++) {
      batches.add(new LatencyHistogram());
    }
  }

  /** A request arrived (was due to be sent). */
  void arrived(long now) {
    if (now >= options.warmUpNs()) {
      arrived++;
    }
  }

  /** A request was sent. */
  void sent(long now) {
    if (firstSendNs < 0) {
      firstSendNs = now;
    }
  }

  /** A request ended; fields are read from the pool. */
  void ended(RequestPool pool, int r, Outcome outcome, long endNs) {
    long arrivedNs = pool.arrivedNs[r];
    inFlightNs += window.overlap(pool.sentNs[r], endNs);
    long latencyNs = endNs - pool.latencyFromNs[r];
    boolean good = tenant.sloNs() == 0 || latencyNs <= tenant.sloNs();
    if (outcome == Outcome.COMPLETED) {
      lastResponseNs = Math.max(lastResponseNs, endNs);
      if (window.contains(endNs)) {
        responsesInWindow++;
        if (good) {
          withinSloInWindow++;
        }
      }
      int slice =
          (int)
              Math.min(
                  TenantResult.SERIES - 1,
                  (double) arrivedNs / options.horizonNs() * TenantResult.SERIES);
      seriesSum[slice] += latencyNs;
      seriesCount[slice]++;
    }
    if (arrivedNs < options.warmUpNs()) {
      return;
    }
    outcomes[outcome.ordinal()]++;
    if (outcome != Outcome.COMPLETED) {
      return;
    }
    latency.record(latencyNs);
    if (good) {
      withinSlo++;
    }
    if (!batches.isEmpty()) {
      double position =
          (double) (arrivedNs - options.warmUpNs()) / (options.horizonNs() - options.warmUpNs());
      batches.get((int) Math.min(batches.size() - 1, position * batches.size())).record(latencyNs);
    }
    double inServer =
        pool.queueTimeNs[r] + pool.inputTimeNs[r] + pool.inferTimeNs[r] + pool.outputTimeNs[r];
    queueNs += pool.queueTimeNs[r];
    inputNs += pool.inputTimeNs[r];
    inferNs += pool.inferTimeNs[r];
    outputNs += pool.outputTimeNs[r];
    frontEndNs += Math.max(0, latencyNs - inServer);
  }

  /** A request that still waited at the client when the run ended. */
  void neverSent(long arrivedNs) {
    if (arrivedNs >= options.warmUpNs()) {
      outcomes[Outcome.UNFINISHED.ordinal()]++;
    }
  }

  /** Result of the run; checks that every arrival has exactly one outcome. */
  TenantResult result(long measuredNs, long now) {
    long total = 0;
    for (long n : outcomes) {
      total += n;
    }
    if (total != arrived) {
      throw new InvariantViolation(
          "V1",
          "tenant " + tenant.name(),
          now,
          "%d requests arrived but %d ended".formatted(arrived, total));
    }
    long n = outcomes[Outcome.COMPLETED.ordinal()];
    double[] series = new double[TenantResult.SERIES];
    for (int i = 0; i < series.length; i++) {
      series[i] = seriesCount[i] == 0 ? Double.NaN : seriesSum[i] / seriesCount[i];
    }
    return new TenantResult(
        arrived,
        n,
        outcomes[Outcome.REJECTED.ordinal()],
        outcomes[Outcome.TIMED_OUT.ordinal()],
        outcomes[Outcome.CANCELLED.ordinal()],
        outcomes[Outcome.FAILED.ordinal()],
        outcomes[Outcome.UNFINISHED.ordinal()],
        withinSlo,
        responsesInWindow,
        withinSloInWindow,
        tenant.requestBatch(),
        latency,
        List.copyOf(batches),
        series,
        frontEndNs / n,
        queueNs / n,
        inputNs / n,
        inferNs / n,
        outputNs / n,
        measuredNs == 0 ? 0 : inFlightNs / measuredNs,
        lastResponseNs,
        firstSendNs);
  }
}
