package perseus.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class IgniterInterferenceTest {
  private static final List<String> NAMES = List.of("a", "b");

  /** k_act = (2·b)/(r + 0) · 10 + 1 ms: batch 5 at 50 % takes 100/50 + 1 = 3 ms. */
  private static Map<String, Double> traits(double cacheAlpha, double l2, double power) {
    Map<String, Double> traits = new TreeMap<>();
    traits.put("kernels", 20.0);
    traits.put("schedulingMs", 1.0);
    traits.put("k1", 0.0);
    traits.put("k2", 20.0);
    traits.put("k3", 0.0);
    traits.put("k4", 0.0);
    traits.put("k5", 1.0);
    traits.put("cacheAlpha", cacheAlpha);
    traits.put("l2Alpha", 0.0);
    traits.put("l2Beta", l2);
    traits.put("powerAlpha", 0.0);
    traits.put("powerBeta", power);
    return traits;
  }

  private static final Running HALVES =
      new Running(List.of(new Running.Execution(0, 5, 0.5), new Running.Execution(1, 5, 0.5)));

  @Test
  void schedulerDelayGrowsWithTheNumberOfNeighbours() {
    Interference bound =
        new IgniterInterference(0.005, -0.004, 50, 300, 1500, -1)
            .bind(NAMES, List.of(traits(0, 0, 0), traits(0, 0, 0)));
    assertThat(bound.slowdown(Running.of(0), 0)).isEqualTo(1);
    // Alone 1 + 3 ms; two: Δ = 0.006 per kernel, three: 0.011.
    assertThat(bound.slowdown(HALVES, 0)).isEqualTo(4.12 / 4, within(1e-12));
    Running three =
        new Running(
            List.of(
                new Running.Execution(0, 5, 0.5),
                new Running.Execution(1, 5, 0.25),
                new Running.Execution(1, 5, 0.25)));
    assertThat(bound.slowdown(three, 0)).isEqualTo(4.22 / 4, within(1e-12));
  }

  @Test
  void cacheContentionStretchesTheActivePart() {
    Interference bound =
        new IgniterInterference(0, 0, 50, 300, 1500, -1)
            .bind(NAMES, List.of(traits(0.01, 0, 0), traits(0, 20, 0)));
    // 1 + 3·(1 + 0.01·20) = 4.6
    assertThat(bound.slowdown(HALVES, 0)).isEqualTo(4.6 / 4, within(1e-12));
    assertThat(bound.slowdown(HALVES, 1)).isEqualTo(1);
  }

  @Test
  void theClockDropsAboveThePowerCap() {
    Interference bound =
        new IgniterInterference(0, 0, 50, 300, 1500, -1.5)
            .bind(NAMES, List.of(traits(0, 0, 200), traits(0, 0, 150)));
    // 400 W wanted: f = 1500 − 150; alone neither reaches the cap.
    assertThat(bound.slowdown(HALVES, 0)).isEqualTo(1500.0 / 1350, within(1e-12));
  }

  @Test
  void soloTimeAlreadyHoldsTheModelsOwnThrottling() {
    Interference bound =
        new IgniterInterference(0, 0, 50, 300, 1500, -1.5)
            .bind(NAMES, List.of(traits(0, 0, 350), traits(0, 0, 0)));
    assertThat(bound.slowdown(HALVES, 0)).isEqualTo(1, within(1e-12));
    assertThat(bound.slowdown(HALVES, 1)).isEqualTo(1500.0 / 1350, within(1e-12));
  }

  @Test
  void utilisationFollowsBatchAndShare() {
    Map<String, Double> aggressor = traits(0, 0, 0);
    aggressor.put("l2Alpha", 0.012);
    Interference bound =
        new IgniterInterference(0, 0, 50, 300, 1500, -1)
            .bind(NAMES, List.of(traits(0.01, 0, 0), aggressor));
    // Ability of b: 1000·5/3 per second, so l2 = 20 %.
    assertThat(bound.slowdown(HALVES, 0)).isEqualTo(4.6 / 4, within(1e-12));
  }

  @Test
  void namesTheMissingTraits() {
    assertThatThrownBy(
            () ->
                new IgniterInterference(0, 0, 50, 300, 1500, -1)
                    .bind(List.of("a"), List.of(Map.of("kernels", 3.0))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'k4' of a")
        .hasMessageNotContaining("'kernels'");
  }
}
