package perseus.check;

import java.nio.file.Path;
import java.util.List;
import perseus.batching.ModelConfig;
import perseus.profile.ServiceDistribution;

/** Several instances, each on a GPU of its own, one queue: M/M/c. */
record MultiServerFamily() implements CheckFamily {
  @Override
  public String name() {
    return "mmc";
  }

  @Override
  public List<CheckCase> cases(Path data) {
    return List.of(mmc(2, 0.8), mmc(8, 0.8), mmc(4, 0.9));
  }

  private static CheckCase mmc(int servers, double load) {
    double rate = load * servers;
    double wait = ClosedForms.mmcWait(servers, rate, 1);
    // While all are busy the queue is that of M/M/1; the rest of the time nobody waits.
    double someWait = ClosedForms.erlangC(servers, rate);
    double effort = 1.2 * Effort.wait(load, 1) * Math.pow(load / someWait, 1.3);
    return new Experiment(
            "mmc.c" + servers + ".rho" + load,
            Systems.parallel(
                servers,
                ModelConfig.NO_BATCHING,
                Systems.unitService(ServiceDistribution.EXPONENTIAL),
                Systems.poisson(rate)),
            rate,
            effort,
            Effort.warmUp(load, 1))
        .expect("wait", "Erlang C: C/(cμ − λ)", wait, Readings.wait(0))
        .expect("mean", "Erlang C", wait + 1, Readings.sojourn(0))
        .expectOverTime("utilisation", "ρ = λE[S]/c", load, Readings.utilisation(0, servers))
        .toCase();
  }
}
