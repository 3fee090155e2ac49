package perseus.check;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import perseus.batching.ModelConfig;
import perseus.batching.ModelConfig.DynamicBatching;
import perseus.batching.ModelConfig.QueuePolicy;
import perseus.gpu.Sharing;
import perseus.profile.ServiceDistribution;
import perseus.server.Deployment.Instance;
import perseus.server.Tenant;

/**
 * Triton's priority levels with batches of one: with a queue policy a payload is formed only when
 * an instance is idle, so the order is that of non-preemptive priorities.
 */
record PriorityFamily() implements CheckFamily {
  @Override
  public String name() {
    return "priority";
  }

  @Override
  public List<CheckCase> cases(Path data) {
    return List.of(
        priorities("exponential", ServiceDistribution.EXPONENTIAL, 1, 0.3, 0.5),
        priorities("deterministic", ServiceDistribution.DETERMINISTIC, 0, 0.3, 0.5),
        priorities("exponential", ServiceDistribution.EXPONENTIAL, 1, 0.2, 0.3, 0.4));
  }

  private static CheckCase priorities(
      String law, ServiceDistribution distribution, double cv, double... rates) {
    double[] waits = ClosedForms.cobhamWaits(rates, 1, cv);
    int levels = rates.length;
    List<Tenant> tenants = new ArrayList<>();
    double load = 0;
    for (int k = 0; k < levels; k++) {
      load += rates[k];
      tenants.add(new Tenant("t" + k, "m", Systems.poisson(rates[k]), 1, k + 1, 0, 0, 99, 0, 0, 0));
    }
    ModelConfig config =
        new ModelConfig(
            1,
            new DynamicBatching(List.of(), 0, levels, levels, QueuePolicy.DEFAULT, Map.of(), false),
            false,
            false);
    Experiment experiment =
        new Experiment(
            "priority." + law + ".levels" + levels,
            Systems.system(
                List.of(Systems.gpu(0, Sharing.EXCLUSIVE)),
                List.of(
                    Systems.deployment(
                        "m", config, Systems.unitService(distribution), List.of(Instance.on(0)))),
                tenants),
            load,
            // The lowest class waits through the busy periods of all others.
            Effort.wait(load, 1.3 * (1 + cv * cv) / 2),
            Effort.warmUp(load, 2));
    for (int k = 0; k < levels; k++) {
      experiment.expect(
          "level" + (k + 1) + ".wait",
          "Cobham 1954: W0/((1 − σ(k−1))(1 − σ(k)))",
          waits[k],
          Readings.wait(k));
    }
    return experiment
        .expectOverTime("utilisation", "ρ = ΣλE[S]", load, Readings.utilisation(0, 1))
        .toCase();
  }
}
