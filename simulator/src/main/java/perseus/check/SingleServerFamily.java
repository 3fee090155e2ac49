package perseus.check;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import perseus.batching.ModelConfig;
import perseus.profile.ServiceDistribution;

/** One instance, Poisson arrivals, FIFO: M/M/1, M/D/1 and M/G/1. */
record SingleServerFamily(String name) implements CheckFamily {
  private static final double[] LOADS = {0.3, 0.5, 0.7, 0.8, 0.9, 0.95};

  /** At higher loads the far percentiles take too long. */
  private static final double LARGEST_LOAD_WITH_P99 = 0.8;

  private static final double HYPEREXPONENTIAL_CV = 2;

  @Override
  public List<CheckCase> cases(Path data) {
    List<CheckCase> cases = new ArrayList<>();
    for (double load : LOADS) {
      switch (name) {
        case "mm1":
          cases.add(markovian(load));
          break;
        case "md1":
          // The light-traffic end of the wait is more variable than half of the exponential's.
          cases.add(general(load, ServiceDistribution.DETERMINISTIC, 0, load < 0.6 ? 0.8 : 0.6));
          break;
        case "mg1":
          if (load <= LARGEST_LOAD_WITH_P99) {
            cases.add(
                general(
                    load,
                    ServiceDistribution.hyperexponential(HYPEREXPONENTIAL_CV),
                    HYPEREXPONENTIAL_CV,
                    3));
          }
          break;
        default:
          throw new AssertionError(name);
      }
    }
    return cases;
  }

  private CheckCase markovian(double load) {
    boolean farPercentile = load <= LARGEST_LOAD_WITH_P99;
    double variability = farPercentile ? 2.8 : 1.1;
    Experiment experiment =
        experiment(load, ServiceDistribution.EXPONENTIAL, variability)
            .expect(
                "mean", "M/M/1: 1/(μ − λ)", ClosedForms.mm1Sojourn(load, 1), Readings.sojourn(0))
            .expect("wait", "M/M/1: ρ/(μ − λ)", ClosedForms.mm1Wait(load, 1), Readings.wait(0));
    for (double percentile : farPercentile ? new double[] {50, 90, 99} : new double[] {50, 90}) {
      experiment.expect(
          "p" + (int) percentile,
          "M/M/1: sojourn exponential with rate μ − λ",
          ClosedForms.mm1SojournPercentile(load, 1, percentile),
          Readings.percentile(0, percentile));
    }
    return experiment.toCase();
  }

  private CheckCase general(
      double load, ServiceDistribution distribution, double cv, double variability) {
    double wait = ClosedForms.mg1Wait(load, 1, cv);
    return experiment(load, distribution, variability)
        .expect("mean", "Pollaczek-Khinchine", wait + 1, Readings.sojourn(0))
        .expect("wait", "Pollaczek-Khinchine", wait, Readings.wait(0))
        .toCase();
  }

  private Experiment experiment(double load, ServiceDistribution distribution, double variability) {
    return new Experiment(
            name + ".rho" + load,
            Systems.parallel(
                1,
                ModelConfig.NO_BATCHING,
                Systems.unitService(distribution),
                Systems.poisson(load)),
            load,
            Effort.wait(load, variability),
            Effort.warmUp(load, variability))
        .expectOverTime("utilisation", "ρ = λE[S]", load, Readings.utilisation(0, 1));
  }
}
