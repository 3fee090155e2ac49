package perseus.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import perseus.arrival.Arrivals;
import perseus.batching.ModelConfig;
import perseus.gpu.Interference;
import perseus.gpu.Sharing;
import perseus.kernel.LatencyHistogram;
import perseus.profile.ServiceCurve;
import perseus.profile.ServiceDistribution;
import perseus.server.Deployment;
import perseus.server.Gpu;
import perseus.server.Host;
import perseus.server.RoutingPolicy;
import perseus.server.RunResult;
import perseus.server.RunResult.DeploymentResult;
import perseus.server.RunResult.GpuResult;
import perseus.server.RunResult.TenantResult;
import perseus.server.ServingSystem;
import perseus.server.Tenant;

/** Systems and results made by hand, consistent with each other. */
public final class Runs {
  private static final long MS = 1_000_000;

  private Runs() {}

  /** A result of one tenant whose completed requests, all in the window, had these latencies. */
  public static TenantResult tenant(long measuredNs, long... latenciesNs) {
    return tenant(measuredNs, Long.MAX_VALUE, new double[TenantResult.SERIES], latenciesNs);
  }

  /** As {@link #tenant(long, long...)} with an SLO and a series for MSER-5. */
  public static TenantResult tenant(
      long measuredNs, long sloNs, double[] series, long... latenciesNs) {
    LatencyHistogram latency = new LatencyHistogram();
    double sum = 0;
    long within = 0;
    for (long ns : latenciesNs) {
      latency.record(ns);
      sum += ns;
      within += ns <= sloNs ? 1 : 0;
    }
    int n = latenciesNs.length;
    return new TenantResult(
        n,
        n,
        0,
        0,
        0,
        0,
        0,
        within,
        n,
        within,
        1,
        latency,
        List.of(),
        series,
        0,
        0,
        0,
        0,
        0,
        sum / measuredNs,
        measuredNs,
        0);
  }

  /** A result with one deployment per tenant, all on one device, each busy for its part. */
  public static RunResult run(long measuredNs, double[] gpuBusyNs, TenantResult... tenants) {
    List<DeploymentResult> deployments = new ArrayList<>();
    for (int t = 0; t < tenants.length; t++) {
      long n = tenants[t].completed();
      deployments.add(new DeploymentResult(n, n, new long[] {0, n}, gpuBusyNs[t], 0, gpuBusyNs[t]));
    }
    double busy = Arrays.stream(gpuBusyNs).sum();
    return new RunResult(
        measuredNs,
        List.of(tenants),
        deployments,
        List.of(new GpuResult(busy, busy / measuredNs)),
        10);
  }

  /** One server with one GPU; tenant i asks for model i, all open loop at 1/s. */
  public static ServingSystem system(String... tenants) {
    List<Deployment> deployments = new ArrayList<>();
    List<Tenant> all = new ArrayList<>();
    for (String name : tenants) {
      deployments.add(
          new Deployment(
              name + "-model",
              0,
              ModelConfig.NO_BATCHING,
              ServiceCurve.linear(MS, 0, ServiceDistribution.DETERMINISTIC),
              List.of(Deployment.Instance.on(0)),
              0,
              List.of()));
      all.add(Tenant.of(name, name + "-model", new Arrivals.ClosedLoop(1, 0, false, 0)));
    }
    return new ServingSystem(
        List.of(Host.ideal("s0")),
        List.of(new Gpu("s0/gpu0", 0, "T4", Sharing.EXCLUSIVE, 0, Interference.NONE)),
        deployments,
        all,
        RoutingPolicy.LEAST_OUTSTANDING);
  }
}
