package perseus.metric;

import java.util.ArrayList;
import java.util.List;
import perseus.arrival.Arrivals;
import perseus.kernel.InvariantViolation;
import perseus.server.RunResult;
import perseus.server.RunResult.DeploymentResult;
import perseus.server.RunResult.GpuResult;
import perseus.server.RunResult.TenantResult;
import perseus.server.ServingSystem;

/**
 * Laws that tie the numbers of one run together, whatever the system: conservation of requests,
 * Little's law and conservation of GPU time. They hold without statistics, so that a run which
 * breaks one is wrong, not unlucky.
 */
public final class CrossChecks {
  /** Room for sums of rounded doubles. */
  private static final double ROUNDING = 1e-6;

  /** Latencies this many times shorter than the period leave no request that outlasts it. */
  private static final long OUTLASTING = 10;

  private CrossChecks() {}

  /**
   * A broken law.
   *
   * @param rule its name
   * @param where tenant, deployment or device
   * @param detail the numbers
   */
  public record Finding(String rule, String where, String detail) {}

  /**
   * Throws at the first broken law.
   *
   * @throws InvariantViolation naming rule, place and numbers
   */
  public static void enforce(ServingSystem system, RunResult run) {
    List<Finding> findings = check(system, run);
    if (!findings.isEmpty()) {
      Finding first = findings.get(0);
      throw new InvariantViolation(first.rule(), first.where(), run.measuredNs(), first.detail());
    }
  }

  /** Every broken law; empty for a run that can be believed. */
  public static List<Finding> check(ServingSystem system, RunResult run) {
    List<Finding> findings = new ArrayList<>();
    for (int t = 0; t < run.tenants().size(); t++) {
      String where = "tenant " + system.tenants().get(t).name();
      TenantResult tenant = run.tenants().get(t);
      conservation(findings, where, tenant);
      if (littleApplies(system.tenants().get(t).arrivals())) {
        little(findings, where, tenant, run.measuredNs());
      }
    }
    gpuTime(findings, system, run);
    return findings;
  }

  private static void conservation(List<Finding> findings, String where, TenantResult tenant) {
    long outcomes =
        tenant.completed()
            + tenant.rejected()
            + tenant.timedOut()
            + tenant.cancelled()
            + tenant.failed()
            + tenant.unfinished();
    if (tenant.arrived() != outcomes) {
      findings.add(
          new Finding(
              "arrived = sum of outcomes",
              where,
              "arrived %d, outcomes %d".formatted(tenant.arrived(), outcomes)));
    }
    if (tenant.latency().count() != tenant.completed()) {
      findings.add(
          new Finding(
              "one latency per completed request",
              where,
              "completed %d, latencies %d"
                  .formatted(tenant.completed(), tenant.latency().count())));
    }
    if (tenant.withinSlo() > tenant.completed()) {
      findings.add(
          new Finding(
              "within SLO <= completed",
              where,
              "within SLO %d, completed %d".formatted(tenant.withinSlo(), tenant.completed())));
    }
  }

  /**
   * Whether latency starts when the request counts as in flight: not where an open loop's cap holds
   * a request back and its latency runs from the intended send.
   */
  static boolean littleApplies(Arrivals arrivals) {
    return !(arrivals instanceof Arrivals.OpenLoop open)
        || open.maxInFlight() == 0
        || open.latencyFromSend();
  }

  /**
   * Little's law with its edges. The integral of requests in flight is the summed latency of the
   * completed arrivals plus what other requests spent in flight inside the period: those sent
   * before it, those unfinished at its end and those that ended otherwise, each between 0 and the
   * whole period.
   */
  private static void little(
      List<Finding> findings, String where, TenantResult tenant, long measuredNs) {
    double integral = tenant.meanInFlight() * measuredNs;
    double latencies = tenant.completed() == 0 ? 0 : tenant.latency().mean() * tenant.completed();
    double room = ROUNDING * Math.max(integral, latencies) + 1000;
    if (integral < latencies - room) {
      findings.add(
          new Finding(
              "Little's law",
              where,
              "requests in flight integrate to %s ns, less than the latencies' sum %s ns"
                  .formatted(integral, latencies)));
    }
    long others = tenant.arrived() - tenant.completed();
    long carriedIn = tenant.responsesInWindow() - tenant.completed();
    // A request that outlasts the period is counted nowhere; where latencies are far shorter than
    // the period there is none.
    boolean bounded =
        others == 0 && carriedIn >= 0 && tenant.latency().max() < measuredNs / OUTLASTING;
    if (bounded && integral > latencies + (double) carriedIn * measuredNs + room) {
      findings.add(
          new Finding(
              "Little's law",
              where,
              "requests in flight integrate to %s ns, more than the latencies' sum %s ns and %d"
                      .formatted(integral, latencies, carriedIn)
                  + " requests carried in"));
    }
  }

  /**
   * Relative gap of Little's law, |L − λW| ÷ λW with L the mean in flight, λ responses per second
   * and W the mean latency: 0 but for the requests that straddle the ends of the period. NaN where
   * nothing completed.
   */
  public static double littleGap(TenantResult tenant, long measuredNs) {
    double product = (double) tenant.responsesInWindow() / measuredNs * tenant.latency().mean();
    return Math.abs(tenant.meanInFlight() - product) / product;
  }

  private static void gpuTime(List<Finding> findings, ServingSystem system, RunResult run) {
    double busy = 0;
    for (int g = 0; g < run.gpus().size(); g++) {
      GpuResult gpu = run.gpus().get(g);
      busy += gpu.busyNs();
      if (gpu.busyNs() < 0 || gpu.busyNs() > run.measuredNs() * (1 + ROUNDING)) {
        findings.add(
            new Finding(
                "busy <= elapsed",
                "device " + system.gpus().get(g).name(),
                "busy %s ns of %d ns".formatted(gpu.busyNs(), run.measuredNs())));
      }
      if (gpu.meanConcurrency() * run.measuredNs() < gpu.busyNs() * (1 - ROUNDING) - 1) {
        findings.add(
            new Finding(
                "concurrency >= utilisation",
                "device " + system.gpus().get(g).name(),
                "mean concurrency %s, busy %s ns of %d ns"
                    .formatted(gpu.meanConcurrency(), gpu.busyNs(), run.measuredNs())));
      }
    }
    double attributed = 0;
    for (int d = 0; d < run.deployments().size(); d++) {
      DeploymentResult deployment = run.deployments().get(d);
      attributed += deployment.gpuBusyNs();
      inferences(findings, "model " + system.deployments().get(d).model(), deployment);
    }
    if (Math.abs(attributed - busy) > ROUNDING * busy + 1000) {
      findings.add(
          new Finding(
              "attributed GPU time = busy GPU time",
              "all devices",
              "attributed %s ns, busy %s ns".formatted(attributed, busy)));
    }
  }

  private static void inferences(
      List<Finding> findings, String where, DeploymentResult deployment) {
    long executions = 0;
    long inferences = 0;
    for (int size = 0; size < deployment.executionsBySize().length; size++) {
      executions += deployment.executionsBySize()[size];
      inferences += size * deployment.executionsBySize()[size];
    }
    if (executions != deployment.executions() || inferences != deployment.inferences()) {
      findings.add(
          new Finding(
              "executions by size add up",
              where,
              "%d executions of %d inferences, by size %d of %d"
                  .formatted(
                      deployment.executions(), deployment.inferences(), executions, inferences)));
    }
  }
}
