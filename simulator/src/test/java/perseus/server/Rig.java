package perseus.server;

import java.util.ArrayList;
import java.util.List;
import perseus.arrival.Arrivals;
import perseus.arrival.Replay;
import perseus.batching.ModelConfig;
import perseus.gpu.Interference;
import perseus.gpu.Sharing;
import perseus.profile.ServiceCurve;
import perseus.profile.ServiceDistribution;

/** One host with CPU instances or one GPU, replayed arrivals, and a log of what executed. */
final class Rig {
  private static final double NS = 1e6;

  Host host = Host.ideal("host");
  Sharing sharing = Sharing.STREAMS;
  Interference interference = Interference.NONE;
  private final List<Deployment> deployments = new ArrayList<>();
  private final List<Tenant> tenants = new ArrayList<>();

  /** An execution: start and end in ms, batch size. */
  record Execution(int deployment, double startMs, double endMs, int size) {}

  /** A request: what became of it and when, in ms. */
  record Request(int tenant, double sentMs, double endMs, Outcome outcome, long execution) {
    double latencyMs() {
      return endMs - sentMs;
    }
  }

  /** What a run did, in order. */
  record Log(List<Execution> executions, List<Request> requests, RunResult result) {
    List<Integer> sizes() {
      return executions.stream().map(Execution::size).toList();
    }

    List<Double> starts() {
      return executions.stream().map(Execution::startMs).toList();
    }

    List<Outcome> outcomes() {
      return requests.stream().map(Request::outcome).toList();
    }
  }

  /** Constant execution time whatever the batch, on CPU instances that share nothing. */
  Rig model(String name, ModelConfig config, double serviceMs, int instances) {
    return model(name, config, curve(0, serviceMs), instances, -1);
  }

  Rig model(String name, ModelConfig config, ServiceCurve curve, int instances, int gpu) {
    deployments.add(
        new Deployment(
            name,
            0,
            config,
            curve,
            java.util.Collections.nCopies(instances, Deployment.Instance.on(gpu)),
            0,
            List.of()));
    return this;
  }

  Rig add(Deployment deployment) {
    deployments.add(deployment);
    return this;
  }

  Rig tenant(Tenant tenant) {
    tenants.add(tenant);
    return this;
  }

  /** Requests at the given times, in ms. */
  Rig requests(String model, double... timesMs) {
    return tenant(Tenant.of("t" + tenants.size(), model, at(timesMs)));
  }

  static Arrivals at(double... timesMs) {
    long[] ns = new long[timesMs.length];
    for (int i = 0; i < ns.length; i++) {
      ns[i] = Math.round(timesMs[i] * NS);
    }
    return Arrivals.open(new Replay(ns));
  }

  static ServiceCurve curve(double hostMs, double gpuMs) {
    return new ServiceCurve(
        new int[] {1},
        new double[] {hostMs * NS},
        new double[] {gpuMs * NS},
        new double[1],
        new double[] {gpuMs * NS},
        ServiceDistribution.DETERMINISTIC,
        1);
  }

  ServingSystem system() {
    return new ServingSystem(
        List.of(host),
        List.of(new Gpu("gpu", 0, "P4", sharing, 0, interference)),
        deployments,
        tenants,
        RoutingPolicy.LEAST_OUTSTANDING);
  }

  /** Runs to the last response. */
  Log run() {
    return run(new RunOptions(10_000_000_000L, 0, 1, 0, 0, true));
  }

  Log run(RunOptions options) {
    List<Execution> executions = new ArrayList<>();
    List<Request> requests = new ArrayList<>();
    RunResult result =
        Simulation.run(
            system(),
            options,
            new RequestObserver() {
              @Override
              public void requestEnded(
                  int tenant,
                  int deployment,
                  long sentNs,
                  long queuedNs,
                  long startedNs,
                  long endedNs,
                  Outcome outcome,
                  long execution) {
                requests.add(new Request(tenant, sentNs / NS, endedNs / NS, outcome, execution));
              }

              @Override
              public void executionEnded(
                  long execution,
                  int deployment,
                  int instance,
                  long startNs,
                  long endNs,
                  int size,
                  int n) {
                executions.add(new Execution(deployment, startNs / NS, endNs / NS, size));
              }
            });
    return new Log(executions, requests, result);
  }
}
