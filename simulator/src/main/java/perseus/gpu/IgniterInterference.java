package perseus.gpu;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * iGniter's three channels (Xu et al., TPDS 2023, equations 3-10), for models beside each other
 * under MPS.
 *
 * <p>GPU time alone is {@code schedulingMs + k_act(b, r)} with {@code k_act = (k1·b² + k2·b +
 * k3)/(r + k4) + k5} in ms at batch b and r percent of the SMs. Beside others it is
 *
 * <pre>(schedulingMs + Δ·kernels + k_act·(1 + cacheAlpha·Σₒ l2ₒ)) · F/f</pre>
 *
 * <ul>
 *   <li>scheduler: Δ = {@link #schedulerAlphaMs}·m + {@link #schedulerBetaMs} per kernel with m ≥ 2
 *       executions on the device, 0 alone;
 *   <li>cache: l2ₒ = l2Alpha·a + l2Beta percent, with the neighbour's processing ability a = 1000·b
 *       /k_act inferences per second;
 *   <li>power: f = F + {@link #frequencyAlpha}·(p − {@link #powerCapW}) when the demand p = {@link
 *       #idlePowerW} + Σ (powerAlpha·a + powerBeta) is above the cap, else f = F.
 * </ul>
 *
 * The slowdown is the ratio of the two at the execution's batch size and share, its solo time taken
 * at the frequency that its own power demand allows (as measured). Utilisations, power demands and
 * Δ are never negative and f never below a tenth of F, which linear fits do not guarantee.
 *
 * <p>Traits of every model: {@code kernels}, {@code schedulingMs}, {@code k1} … {@code k5}, {@code
 * cacheAlpha} (per percent of L2), {@code l2Alpha}, {@code l2Beta}, {@code powerAlpha}, {@code
 * powerBeta}.
 *
 * @param schedulerAlphaMs ms per kernel and execution on the device
 * @param schedulerBetaMs ms per kernel
 * @param idlePowerW power of the idle device
 * @param powerCapW power above which the clock drops
 * @param maxFrequencyMhz F
 * @param frequencyAlpha MHz per W above the cap, ≤ 0
 */
public record IgniterInterference(
    double schedulerAlphaMs,
    double schedulerBetaMs,
    double idlePowerW,
    double powerCapW,
    double maxFrequencyMhz,
    double frequencyAlpha)
    implements InterferenceModel {
  static final String NAME = "igniter";

  private static final List<String> TRAITS =
      List.of(
          "kernels",
          "schedulingMs",
          "k1",
          "k2",
          "k3",
          "k4",
          "k5",
          "cacheAlpha",
          "l2Alpha",
          "l2Beta",
          "powerAlpha",
          "powerBeta");

  private static final double LOWEST_FREQUENCY_RATIO = 0.1;

  static InterferenceModel parse(JsonNode node, String path, List<String> problems) {
    Fields fields = new Fields(node, path, problems);
    int before = problems.size();
    IgniterInterference model =
        new IgniterInterference(
            fields.number("schedulerAlphaMs", -1000, 1000, Double.NaN),
            fields.number("schedulerBetaMs", -1000, 1000, Double.NaN),
            fields.number("idlePowerW", 0, 1e5, Double.NaN),
            fields.number("powerCapW", 1e-3, 1e5, Double.NaN),
            fields.number("maxFrequencyMhz", 1, 1e5, Double.NaN),
            fields.number("frequencyAlpha", -1e5, 0, Double.NaN));
    fields.end();
    return problems.size() > before ? null : model;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Map<String, Object> parameters() {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("schedulerAlphaMs", schedulerAlphaMs);
    parameters.put("schedulerBetaMs", schedulerBetaMs);
    parameters.put("idlePowerW", idlePowerW);
    parameters.put("powerCapW", powerCapW);
    parameters.put("maxFrequencyMhz", maxFrequencyMhz);
    parameters.put("frequencyAlpha", frequencyAlpha);
    return parameters;
  }

  @Override
  public Interference bind(List<String> models, List<Map<String, Double>> traits) {
    return new Bound(this, new Traits(NAME, models, traits, TRAITS));
  }

  private static final class Bound implements Interference {
    private final IgniterInterference hardware;
    private final double[] kernels;
    private final double[] schedulingMs;
    private final double[] k1;
    private final double[] k2;
    private final double[] k3;
    private final double[] k4;
    private final double[] k5;
    private final double[] cacheAlpha;
    private final double[] l2Alpha;
    private final double[] l2Beta;
    private final double[] powerAlpha;
    private final double[] powerBeta;

    Bound(IgniterInterference hardware, Traits traits) {
      this.hardware = hardware;
      kernels = traits.column("kernels");
      schedulingMs = traits.column("schedulingMs");
      k1 = traits.column("k1");
      k2 = traits.column("k2");
      k3 = traits.column("k3");
      k4 = traits.column("k4");
      k5 = traits.column("k5");
      cacheAlpha = traits.column("cacheAlpha");
      l2Alpha = traits.column("l2Alpha");
      l2Beta = traits.column("l2Beta");
      powerAlpha = traits.column("powerAlpha");
      powerBeta = traits.column("powerBeta");
    }

    @Override
    public double slowdown(CoRunners running, int self) {
      int count = running.count();
      if (count < 2) {
        return 1;
      }
      int me = running.deployment(self);
      double active = activeMs(me, running.batchSize(self), running.share(self));
      double alonePower = hardware.idlePowerW;
      double power = hardware.idlePowerW;
      double l2 = 0;
      for (int k = 0; k < count; k++) {
        int d = running.deployment(k);
        int batch = running.batchSize(k);
        double ability = 1000 * batch / (k == self ? active : activeMs(d, batch, running.share(k)));
        double demand = Math.max(0, powerAlpha[d] * ability + powerBeta[d]);
        power += demand;
        if (k == self) {
          alonePower += demand;
        } else {
          l2 += Math.max(0, l2Alpha[d] * ability + l2Beta[d]);
        }
      }
      double delay =
          Math.max(0, hardware.schedulerAlphaMs * count + hardware.schedulerBetaMs) * kernels[me];
      double together =
          (schedulingMs[me] + delay + active * (1 + cacheAlpha[me] * l2)) / frequencyRatio(power);
      double alone = (schedulingMs[me] + active) / frequencyRatio(alonePower);
      return together / alone;
    }

    private double activeMs(int d, int batch, double share) {
      double work = (k1[d] * batch + k2[d]) * batch + k3[d];
      // A fit with a negative intercept must not yield a time that is not positive.
      return Math.max(1e-6, work / (100 * share + k4[d]) + k5[d]);
    }

    private double frequencyRatio(double powerW) {
      double above = powerW - hardware.powerCapW;
      if (above <= 0) {
        return 1;
      }
      return Math.max(
          LOWEST_FREQUENCY_RATIO, 1 + hardware.frequencyAlpha * above / hardware.maxFrequencyMhz);
    }
  }
}
