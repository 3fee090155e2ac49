package perseus.calibrate.sharing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import perseus.arrival.Arrivals;
import perseus.batching.ModelConfig;
import perseus.gpu.InterferenceModel;
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

/**
 * Simulates models that run beside each other without pause: each process sends its next batch as
 * soon as the last has come back, as the benchmarks behind the tables do.
 */
final class CoLocation {
  /** Executions per process that a run lasts; the slowest model's count. */
  private static final int CYCLES = 400;

  private CoLocation() {}

  /**
   * A model on the shared GPU.
   *
   * @param entry its profile
   * @param batch inferences per execution
   * @param processes equal processes, each with one execution at a time
   * @param share fraction of the SMs of each process, in (0, 1]
   */
  record Resident(ProfileEntry entry, int batch, int processes, double share) {}

  /**
   * Mean time of an execution of every resident, in ms, in their order.
   *
   * @param interference null = none
   */
  static double[] latenciesMs(
      List<Resident> residents, Sharing sharing, InterferenceModel interference, long seed) {
    List<Deployment> deployments = new ArrayList<>();
    List<Tenant> tenants = new ArrayList<>();
    List<String> models = new ArrayList<>();
    List<Map<String, Double>> traits = new ArrayList<>();
    double slowestNs = 1;
    int all = residents.stream().mapToInt(Resident::processes).sum();
    for (Resident resident : residents) {
      ProfileEntry entry = resident.entry();
      // Two residents may run the same model: names must differ, interference sees the model's.
      String name = entry.key().model() + "#" + deployments.size();
      double aloneNs = entry.service().totalNs(resident.batch());
      slowestNs = Math.max(slowestNs, aloneNs);
      deployments.add(
          new Deployment(
              name,
              0,
              new ModelConfig(resident.batch(), null, false, false),
              entry.service(),
              Collections.nCopies(
                  resident.processes(),
                  new Deployment.Instance(0, resident.share(), 1, List.of(), 0)),
              0,
              List.of()));
      tenants.add(
          new Tenant(
              name,
              name,
              Arrivals.closed(resident.processes(), Math.round(aloneNs)),
              resident.batch(),
              0,
              0,
              0,
              99,
              0,
              0,
              0));
      models.add(entry.key().model());
      traits.add(entry.traits());
    }
    Gpu gpu =
        new Gpu(
            "gpu",
            0,
            residents.get(0).entry().key().gpu(),
            sharing,
            0,
            interference == null
                ? perseus.gpu.Interference.NONE
                : interference.bind(models, traits));
    ServingSystem system =
        new ServingSystem(
            List.of(Host.ideal("host")),
            List.of(gpu),
            deployments,
            tenants,
            RoutingPolicy.LEAST_OUTSTANDING);
    long warmUpNs = Math.round(slowestNs * all * 10);
    long horizonNs = warmUpNs + Math.round(slowestNs * all * CYCLES);
    RunResult result =
        Simulation.run(system, new RunOptions(horizonNs, warmUpNs, seed, 0, 0, false));
    return result.tenants().stream().mapToDouble(t -> t.latency().mean() / 1e6).toArray();
  }
}
