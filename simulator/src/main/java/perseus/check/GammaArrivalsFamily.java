package perseus.check;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import perseus.arrival.Arrivals;
import perseus.arrival.ConstantRate;
import perseus.arrival.GammaRenewal;
import perseus.batching.ModelConfig;
import perseus.profile.ServiceDistribution;

/** Renewal arrivals, exponential service, one instance: GI/M/1 with constant and Gamma gaps. */
record GammaArrivalsFamily() implements CheckFamily {
  private static final double LOAD = 0.8;
  private static final double[] CVS = {0, 0.5, 2};

  @Override
  public String name() {
    return "gim1";
  }

  @Override
  public List<CheckCase> cases(Path data) {
    List<CheckCase> cases = new ArrayList<>();
    for (double cv : CVS) {
      double sigma = ClosedForms.gammaM1Sigma(LOAD, 1, cv);
      double rate = Systems.perSecond(LOAD);
      double variability = (cv * cv + 1) / 2;
      cases.add(
          new Experiment(
                  "gim1.cv" + cv,
                  Systems.parallel(
                      1,
                      ModelConfig.NO_BATCHING,
                      Systems.unitService(ServiceDistribution.EXPONENTIAL),
                      Arrivals.open(cv == 0 ? new ConstantRate(rate) : new GammaRenewal(rate, cv))),
                  LOAD,
                  Effort.wait(LOAD, 1.3 * variability),
                  Effort.warmUp(LOAD, variability))
              .expect(
                  "mean",
                  "GI/M/1: 1/(μ(1 − σ)), σ = F*(μ(1 − σ))",
                  1 / (1 - sigma),
                  Readings.sojourn(0))
              .expect("wait", "GI/M/1: σ/(μ(1 − σ))", sigma / (1 - sigma), Readings.wait(0))
              .expect(
                  "p90",
                  "GI/M/1: sojourn exponential with rate μ(1 − σ)",
                  ClosedForms.mm1SojournPercentile(sigma, 1, 90),
                  Readings.percentile(0, 90))
              .expectOverTime("utilisation", "ρ = λE[S]", LOAD, Readings.utilisation(0, 1))
              .toCase());
    }
    return cases;
  }
}
