package perseus.check;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import perseus.arrival.Arrivals.ClosedLoop;
import perseus.batching.ModelConfig;
import perseus.profile.ServiceDistribution;

/** Closed loops: clients think, then wait for one instance. */
record ClosedNetworkFamily() implements CheckFamily {
  private static final double THINK = 9;

  @Override
  public String name() {
    return "closed";
  }

  @Override
  public List<CheckCase> cases(Path data) {
    List<CheckCase> cases = new ArrayList<>();
    for (int clients : new int[] {1, 4, 16}) {
      for (boolean exponential : new boolean[] {true, false}) {
        ClosedNetwork theory = ClosedNetwork.solve(clients, 1, THINK);
        cases.add(
            new Experiment(
                    "closed.n" + clients + (exponential ? ".exponential" : ".constant") + "think",
                    Systems.parallel(
                        1,
                        ModelConfig.NO_BATCHING,
                        Systems.unitService(ServiceDistribution.EXPONENTIAL),
                        new ClosedLoop(
                            clients,
                            Math.round(THINK * Experiment.SERVICE_NS),
                            exponential,
                            Math.round((THINK + 1) * Experiment.SERVICE_NS))),
                    theory.throughput(),
                    10,
                    1000)
                .expectOverTime(
                    "throughput",
                    "mean value analysis",
                    Systems.perSecond(theory.throughput()),
                    Readings.throughput(0))
                .expect("mean", "mean value analysis", theory.response(), Readings.sojourn(0))
                .expectOverTime(
                    "utilisation",
                    "mean value analysis",
                    theory.utilisation(),
                    Readings.utilisation(0, 1))
                .toCase());
      }
    }
    return cases;
  }
}
