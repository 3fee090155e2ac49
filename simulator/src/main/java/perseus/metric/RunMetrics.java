package perseus.metric;

import perseus.kernel.LatencyHistogram;
import perseus.price.Attribution;
import perseus.price.Bill;
import perseus.price.Fleet;
import perseus.server.RunResult;
import perseus.server.RunResult.TenantResult;
import perseus.server.ServingSystem;

/** The metrics of one run as plain numbers. */
final class RunMetrics {
  private static final double NS_PER_MS = 1e6;
  private static final double NS_PER_S = 1e9;

  private final RunResult run;

  /** Null where the fleet has no price. */
  private final Bill bill;

  private final double[] tenantUtilization;
  private final double utilization;
  private final LatencyHistogram merged = new LatencyHistogram();

  RunMetrics(ServingSystem system, RunResult run, long warmUpNs, Fleet fleet) {

    this.run = run;
    bill = fleet.isPriced() ? Bill.of(system, run, warmUpNs + run.measuredNs(), fleet) : null;
    for (TenantResult tenant : run.tenants()) {
      merged.add(tenant.latency());
    }
    double gpuTime = (double) run.measuredNs() * run.gpus().size();
    utilization =
        run.gpus().isEmpty()
            ? Double.NaN
            : run.gpus().stream().mapToDouble(RunResult.GpuResult::busyNs).sum() / gpuTime;
    tenantUtilization = new double[run.tenants().size()];
    double[][] shares = Attribution.shares(system, run);
    for (int t = 0; t < tenantUtilization.length; t++) {
      for (int d = 0; d < shares.length; d++) {
        tenantUtilization[t] += run.deployments().get(d).gpuBusyNs() * shares[d][t] / gpuTime;
      }
    }
  }

  Bill bill() {
    return bill;
  }

  /**
   * @param tenant index, or the number of tenants for the whole
   */
  double value(Metric metric, int tenant) {
    boolean whole = tenant == run.tenants().size();
    LatencyHistogram latency = whole ? merged : run.tenants().get(tenant).latency();
    return switch (metric) {
      case ARRIVED -> sum(tenant, TenantResult::arrived);
      case COMPLETED -> sum(tenant, TenantResult::completed);
      case REJECTED -> sum(tenant, TenantResult::rejected);
      case TIMED_OUT -> sum(tenant, TenantResult::timedOut);
      case CANCELLED -> sum(tenant, TenantResult::cancelled);
      case FAILED -> sum(tenant, TenantResult::failed);
      case UNFINISHED -> sum(tenant, TenantResult::unfinished);
      case THROUGHPUT_IPS -> perSecond(sum(tenant, t -> t.responsesInWindow() * t.requestBatch()));
      case GOODPUT_IPS -> perSecond(sum(tenant, t -> t.withinSloInWindow() * t.requestBatch()));
      case SLO_ATTAINMENT -> {
        double arrived = sum(tenant, TenantResult::arrived);
        yield arrived == 0 ? Double.NaN : sum(tenant, TenantResult::withinSlo) / arrived;
      }
      case AVG_MS -> latency.mean() / NS_PER_MS;
      case P50_MS, P90_MS, P95_MS, P99_MS -> latency.percentile(metric.percentile()) / NS_PER_MS;
      case GPU_UTILIZATION ->
          whole || Double.isNaN(utilization) ? utilization : tenantUtilization[tenant];
      case COST_USD_PER_HOUR -> usdPerHour(tenant);
      case COST_USD_PER_1K -> perThousand(tenant, Metric.THROUGHPUT_IPS);
      case COST_USD_PER_1K_IN_SLO -> perThousand(tenant, Metric.GOODPUT_IPS);
      case IDLE_SHARE -> whole && bill != null ? bill.idleShare() : Double.NaN;
    };
  }

  private double usdPerHour(int tenant) {
    if (bill == null) {
      return Double.NaN;
    }
    return tenant == run.tenants().size() ? bill.usdPerHour() : bill.tenantUsdPerHour()[tenant];
  }

  private double perThousand(int tenant, Metric rate) {
    double perSecond = value(rate, tenant);
    return perSecond == 0 ? Double.NaN : usdPerHour(tenant) / (perSecond * 3600) * 1000;
  }

  private double perSecond(double count) {
    return count / run.measuredNs() * NS_PER_S;
  }

  private double sum(int tenant, java.util.function.ToDoubleFunction<TenantResult> count) {
    return tenant < run.tenants().size()
        ? count.applyAsDouble(run.tenants().get(tenant))
        : run.tenants().stream().mapToDouble(count).sum();
  }
}
