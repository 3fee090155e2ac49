package perseus.metric;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import perseus.kernel.LatencyHistogram;
import perseus.price.Fleet;
import perseus.profile.Basis;
import perseus.server.RunResult;
import perseus.server.ServingSystem;

/**
 * Turns runs into a {@link Summary}. A value is the mean over the replications, percentiles
 * included (the mean of each replication's percentile), its interval Student's t over them; a
 * single run has intervals from batch means where its slices allow.
 */
public final class Summarizer {
  private static final double NS_PER_MS = 1e6;

  private Summarizer() {}

  /**
   * @param scenario its name
   * @param set runs of {@code system}
   * @param tenantBasis basis of the profile behind each tenant, same order
   * @param fleet prices of the servers
   */
  public static Summary summarize(
      String scenario,
      ServingSystem system,
      ReplicationSet set,
      List<Basis> tenantBasis,
      Fleet fleet) {
    List<RunMetrics> runs = new ArrayList<>();
    for (RunResult run : set.runs()) {
      runs.add(new RunMetrics(system, run, set.warmUpNs(), fleet));
    }
    int tenants = system.tenants().size();
    Basis whole = tenantBasis.stream().reduce(Basis.MEASURED, Basis::and);
    List<Summary.Tenant> rows = new ArrayList<>();
    for (int t = 0; t <= tenants; t++) {
      Basis basis = t < tenants ? tenantBasis.get(t) : whole;
      String name = t < tenants ? system.tenants().get(t).name() : Summary.WHOLE;
      Map<Metric, Estimate> estimates = new EnumMap<>(Metric.class);
      for (Metric metric : Metric.values()) {
        estimates.put(
            metric, estimate(metric, t, runs, set, basis(metric, t, tenants, basis, fleet)));
      }
      rows.add(new Summary.Tenant(name, estimates));
    }
    return new Summary(
        scenario,
        rows,
        set.runs().size(),
        set.warmUpNs(),
        Notes.of(system, set, runs, tenantBasis));
  }

  /** The whole bill rests on prices alone, every other cost on what was simulated as well. */
  private static Basis basis(Metric metric, int tenant, int tenants, Basis simulated, Fleet fleet) {
    return switch (metric) {
      case COST_USD_PER_HOUR -> tenant == tenants ? fleet.basis() : simulated.and(fleet.basis());
      case COST_USD_PER_1K, COST_USD_PER_1K_IN_SLO, IDLE_SHARE -> simulated.and(fleet.basis());
      default -> simulated;
    };
  }

  private static Estimate estimate(
      Metric metric, int tenant, List<RunMetrics> runs, ReplicationSet set, Basis basis) {
    double[] values = runs.stream().mapToDouble(run -> run.value(metric, tenant)).toArray();
    double value = Intervals.mean(values);
    if (runs.size() > 1) {
      double halfWidth = Intervals.halfWidth(Intervals.CONFIDENCE, values);
      return Estimate.of(value, halfWidth, metric.ceiling(), metric.unit(), basis);
    }
    double halfWidth = batchHalfWidth(metric, tenant, runs.get(0), set.runs().get(0));
    return Estimate.of(value, halfWidth, metric.ceiling(), metric.unit(), basis);
  }

  private static double batchHalfWidth(
      Metric metric, int tenant, RunMetrics metrics, RunResult run) {
    List<LatencyHistogram> slices = slices(run, tenant);
    return switch (metric) {
      case AVG_MS -> BatchMeans.ofMean(slices) / NS_PER_MS;
      case P50_MS, P90_MS, P95_MS, P99_MS ->
          BatchMeans.ofPercentile(slices, metric.percentile()) / NS_PER_MS;
      case THROUGHPUT_IPS -> {
        long completed = slices.stream().mapToLong(LatencyHistogram::count).sum();
        double relative = BatchMeans.ofCount(slices) * slices.size() / completed;
        yield completed == 0 ? Double.NaN : relative * metrics.value(metric, tenant);
      }
      default -> Double.NaN;
    };
  }

  /** Latency per slice of a tenant, or of all together; empty if the run kept none. */
  private static List<LatencyHistogram> slices(RunResult run, int tenant) {
    if (tenant < run.tenants().size()) {
      return run.tenants().get(tenant).batchLatency();
    }
    List<LatencyHistogram> merged = new ArrayList<>();
    for (RunResult.TenantResult each : run.tenants()) {
      for (int i = 0; i < each.batchLatency().size(); i++) {
        if (i == merged.size()) {
          merged.add(new LatencyHistogram());
        }
        merged.get(i).add(each.batchLatency().get(i));
      }
    }
    return merged;
  }
}
