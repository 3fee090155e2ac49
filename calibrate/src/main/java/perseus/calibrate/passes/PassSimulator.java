package perseus.calibrate.passes;

import java.util.ArrayList;
import java.util.List;
import perseus.arrival.Arrivals;
import perseus.arrival.ConstantRate;
import perseus.gpu.Interference;
import perseus.gpu.Sharing;
import perseus.kernel.LatencyHistogram;
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

/** Simulates one pass: a paced client with a cap in flight against one server. */
final class PassSimulator {
  private PassSimulator() {}

  /**
   * What one pass gave.
   *
   * @param latency of the timed calls, ns
   * @param throughput requests ÷ (last response − first send), 1/s
   */
  record Pass(LatencyHistogram latency, double throughput) {
    double seconds(double percentile) {
      return latency.percentile(percentile) / 1e9;
    }
  }

  /**
   * @param entry profile of the model under test
   * @param coTenant profile of the other model on the host's second GPU, or null
   * @param constantNs delay outside queue and execution, in place of the profile's
   * @param driftNs time the pacing client adds to each gap
   * @param slotHoldNs time a slot of the cap stays taken outside the timed call
   */
  static Pass run(
      PassTest test,
      ProfileEntry entry,
      ProfileEntry coTenant,
      double desiredRate,
      long requests,
      long constantNs,
      double driftNs,
      long slotHoldNs,
      long seed) {
    Host.FrontEnd f = entry.frontEnd();
    Host.FrontEnd frontEnd =
        new Host.FrontEnd(
            test.publicNetwork() ? PassTest.PUBLIC_LINK_BYTES_PER_SECOND : 0,
            f.handlers(),
            f.handlerNs(),
            f.handlerNsPerByte(),
            f.responseNs(),
            f.responseNsPerByte(),
            f.responseOnHandlers(),
            constantNs);
    Host host =
        new Host(
            "server",
            frontEnd,
            Host.SchedulerLatency.IDEAL,
            Host.RateLimiter.OFF,
            entry.hostContention(),
            0,
            Host.Payloads.ON_IDLE);
    List<Gpu> gpus = new ArrayList<>();
    List<Deployment> deployments = new ArrayList<>();
    List<Tenant> tenants = new ArrayList<>();
    gpus.add(gpu(0, entry));
    deployments.add(
        new Deployment(
            entry.key().model(),
            0,
            test.config(),
            entry.service(),
            java.util.Collections.nCopies(test.instances(), Deployment.Instance.on(0)),
            0,
            List.of()));
    tenants.add(tenant(entry, desiredRate, driftNs, slotHoldNs, requests));
    if (coTenant != null) {
      gpus.add(gpu(1, coTenant));
      deployments.add(
          new Deployment(
              coTenant.key().model(),
              0,
              test.config(),
              coTenant.service(),
              List.of(Deployment.Instance.on(1)),
              0,
              List.of()));
      long duration = Math.round(requests / desiredRate * 1.05 * test.coTenantRate());
      tenants.add(tenant(coTenant, test.coTenantRate(), driftNs, slotHoldNs, duration));
    }
    long horizonNs = Math.round((requests / desiredRate * 3 + 100) * 1e9);
    RunResult result =
        Simulation.run(
            new ServingSystem(
                List.of(host), gpus, deployments, tenants, RoutingPolicy.LEAST_OUTSTANDING),
            new RunOptions(horizonNs, 0, seed, 0, 0, true));
    RunResult.TenantResult t = result.tenants().get(0);
    return new Pass(t.latency(), t.completed() / ((t.lastResponseNs() - t.firstSendNs()) / 1e9));
  }

  private static Gpu gpu(int index, ProfileEntry entry) {
    return new Gpu("gpu" + index, 0, entry.key().gpu(), Sharing.STREAMS, 0, Interference.NONE);
  }

  private static Tenant tenant(
      ProfileEntry entry, double rate, double driftNs, long slotHoldNs, long requests) {
    return new Tenant(
        entry.key().model(),
        entry.key().model(),
        new Arrivals.OpenLoop(
            new ConstantRate(rate, driftNs), PassTest.MAX_IN_FLIGHT, true, slotHoldNs, requests),
        1,
        0,
        0,
        0,
        95,
        entry.inputBytes(),
        entry.outputBytes(),
        0);
  }
}
