package perseus.check;

import java.util.function.ToDoubleFunction;
import perseus.server.RunResult;
import perseus.server.RunResult.DeploymentResult;
import perseus.server.RunResult.TenantResult;

/** What the checks read off a run. Times are in ms. */
final class Readings {
  private static final double NS_PER_MS = 1e6;

  private Readings() {}

  static ToDoubleFunction<RunResult> sojourn(int tenant) {
    return result -> result.tenants().get(tenant).latency().mean() / NS_PER_MS;
  }

  static ToDoubleFunction<RunResult> percentile(int tenant, double percentile) {
    return result -> result.tenants().get(tenant).latency().percentile(percentile) / NS_PER_MS;
  }

  /** Mean time from the queue's entry to the execution's start. */
  static ToDoubleFunction<RunResult> wait(int tenant) {
    return result -> result.tenants().get(tenant).meanQueueNs() / NS_PER_MS;
  }

  static ToDoubleFunction<RunResult> rejectedFraction(int tenant) {
    return result -> {
      TenantResult t = result.tenants().get(tenant);
      return (double) t.rejected() / t.arrived();
    };
  }

  /** Responses per second. */
  static ToDoubleFunction<RunResult> throughput(int tenant) {
    return result -> result.tenants().get(tenant).responsesInWindow() / (result.measuredNs() / 1e9);
  }

  /** Mean over a model's instances of the fraction of time busy. */
  static ToDoubleFunction<RunResult> utilisation(int deployment, int instances) {
    return result ->
        result.deployments().get(deployment).busyNs() / result.measuredNs() / instances;
  }

  /** Mean number of inferences per execution. */
  static ToDoubleFunction<RunResult> batch(int deployment) {
    return result -> {
      DeploymentResult d = result.deployments().get(deployment);
      return (double) d.inferences() / d.executions();
    };
  }

  /** Fraction of time a device is busy. */
  static ToDoubleFunction<RunResult> deviceUtilisation(int gpu) {
    return result -> result.gpus().get(gpu).busyNs() / result.measuredNs();
  }
}
