package perseus.check;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import perseus.batching.ModelConfig;
import perseus.batching.ModelConfig.DynamicBatching;
import perseus.batching.ModelConfig.QueuePolicy;
import perseus.batching.ModelConfig.TimeoutAction;
import perseus.profile.ServiceDistribution;
import perseus.server.RunResult;

/**
 * Refusals by {@code max_queue_size}. It counts waiting requests only and its smallest value is 1
 * (0 means no bound), so c instances with it are M/M/c/(c + max_queue_size). Erlang's B is the
 * fraction of time that all servers of M/M/c/c are busy; by detailed balance, with one waiting
 * place and refused fraction P, it is B = P/(ρ(1 − P)).
 */
record LossFamily() implements CheckFamily {
  @Override
  public String name() {
    return "erlangb";
  }

  @Override
  public List<CheckCase> cases(Path data) {
    return List.of(loss(1, 1, 0.8), loss(10, 1, 7), loss(10, 4, 9), loss(96, 1, 90));
  }

  private static CheckCase loss(int servers, int waiting, double offeredLoad) {
    double[] probability = ClosedForms.mmckDistribution(servers, servers + waiting, offeredLoad);
    double refused = probability[servers + waiting];
    double busy = offeredLoad * (1 - refused) / servers;
    double inQueue = 0;
    for (int n = servers + 1; n < probability.length; n++) {
      inQueue += (n - servers) * probability[n];
    }
    ModelConfig config =
        new ModelConfig(
            1,
            new DynamicBatching(
                List.of(),
                0,
                0,
                0,
                new QueuePolicy(TimeoutAction.REJECT, 0, false, waiting),
                Map.of(),
                false),
            false,
            false);
    ToDoubleFunction<RunResult> rejected = Readings.rejectedFraction(0);
    Experiment experiment =
        new Experiment(
                "erlangb.c" + servers + ".queue" + waiting + ".load" + offeredLoad,
                Systems.parallel(
                    servers,
                    config,
                    Systems.unitService(ServiceDistribution.EXPONENTIAL),
                    Systems.poisson(offeredLoad)),
                offeredLoad,
                // Refusals come in clusters while the system is full, longer ones in larger
                // systems.
                (6 + servers / 12.0) / refused,
                100)
            .expect("refused", "M/M/c/K, K = c + max_queue_size", refused, rejected)
            .expect(
                "wait",
                "M/M/c/K and Little's law",
                inQueue / (offeredLoad * (1 - refused)),
                Readings.wait(0))
            .expectOverTime("utilisation", "a(1 − P)/c", busy, Readings.utilisation(0, servers));
    if (waiting == 1) {
      double load = offeredLoad / servers;
      experiment.expect(
          "b",
          "Erlang B: Bk = aB/(k + aB)",
          ClosedForms.erlangB(servers, offeredLoad),
          result -> {
            double p = rejected.applyAsDouble(result);
            return p / (load * (1 - p));
          });
    }
    return experiment.toCase();
  }
}
