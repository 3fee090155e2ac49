package perseus.check;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import perseus.batching.ModelConfig;
import perseus.gpu.Sharing;
import perseus.profile.ServiceCurve;
import perseus.profile.ServiceDistribution;
import perseus.server.Deployment.Instance;
import perseus.server.ServingSystem;
import perseus.server.Tenant;

/**
 * A GPU shared by streams, each execution filling it: processor sharing, M/G/1-PS. So many
 * instances that one is always idle.
 */
record ProcessorSharingFamily() implements CheckFamily {
  private static final int INSTANCES = 200;
  private static final String SOURCE = "M/G/1-PS: E[S]/(1 − ρ), any law of service";

  @Override
  public String name() {
    return "ps";
  }

  @Override
  public List<CheckCase> cases(Path data) {
    return List.of(
        oneModel("deterministic", 0.8, ServiceDistribution.DETERMINISTIC, 1),
        oneModel("exponential", 0.5, ServiceDistribution.EXPONENTIAL, 1.2),
        oneModel("exponential", 0.8, ServiceDistribution.EXPONENTIAL, 1.2),
        oneModel("exponential", 0.9, ServiceDistribution.EXPONENTIAL, 1.2),
        oneModel("hyperexponential", 0.8, ServiceDistribution.hyperexponential(2), 2),
        twoModels());
  }

  private static CheckCase oneModel(
      String law, double load, ServiceDistribution distribution, double variability) {
    ServingSystem system =
        Systems.system(
            List.of(Systems.gpu(0, Sharing.STREAMS)),
            List.of(
                Systems.deployment(
                    "m",
                    ModelConfig.NO_BATCHING,
                    Systems.unitService(distribution),
                    Collections.nCopies(INSTANCES, Instance.on(0)))),
            List.of(Tenant.of("t", "m", Systems.poisson(load))));
    return new Experiment(
            "ps." + law + ".rho" + load,
            system,
            load,
            Effort.wait(load, variability),
            Effort.warmUp(load, 2 * variability))
        .expect("mean", SOURCE, ClosedForms.processorSharingSojourn(load, 1), Readings.sojourn(0))
        .expectOverTime("utilisation", "ρ = λE[S]", load, Readings.deviceUtilisation(0))
        .toCase();
  }

  /** Two models of different size, law and rate on one GPU: each is stretched by 1/(1 − ρ). */
  private static CheckCase twoModels() {
    double smallRate = 0.4;
    double largeRate = 0.1;
    double largeService = 4;
    double load = smallRate + largeRate * largeService;
    ServiceCurve large =
        ServiceCurve.linear(
            largeService * Experiment.SERVICE_NS, 0, ServiceDistribution.EXPONENTIAL);
    List<Instance> instances = Collections.nCopies(INSTANCES, Instance.on(0));
    ServingSystem system =
        Systems.system(
            List.of(Systems.gpu(0, Sharing.STREAMS)),
            List.of(
                Systems.deployment(
                    "small",
                    ModelConfig.NO_BATCHING,
                    Systems.unitService(ServiceDistribution.DETERMINISTIC),
                    instances),
                Systems.deployment("large", ModelConfig.NO_BATCHING, large, instances)),
            List.of(
                Tenant.of("small", "small", Systems.poisson(smallRate)),
                Tenant.of("large", "large", Systems.poisson(largeRate))));
    return new Experiment(
            "ps.twomodels.rho" + load,
            system,
            smallRate + largeRate,
            Effort.wait(load, 1.5),
            Effort.warmUp(load, 10))
        .expect("small.mean", SOURCE, 1 / (1 - load), Readings.sojourn(0))
        .expect("large.mean", SOURCE, largeService / (1 - load), Readings.sojourn(1))
        .expectOverTime("utilisation", "ρ = ΣλE[S]", load, Readings.deviceUtilisation(0))
        .toCase();
  }
}
