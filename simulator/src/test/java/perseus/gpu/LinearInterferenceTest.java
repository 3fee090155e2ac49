package perseus.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LinearInterferenceTest {
  /** The constants that gpu-let publishes for the 2080 Ti. */
  private static final LinearInterference GPU_LET =
      new LinearInterference(
          LinearInterference.Form.GPU_LET, List.of(0.1129, 0.7160, 0.3549, 0.0882, 0.8954));

  @Test
  void gpuLetsFormWithItsPublishedConstants() {
    Interference bound =
        GPU_LET.bind(
            List.of("a", "b"),
            List.of(Map.of("l2", 0.3, "dram", 0.2), Map.of("l2", 0.5, "dram", 0.4)));
    // 0.1129·0.3 + 0.7160·0.5 + 0.3549·0.2 + 0.0882·0.4 + 0.8954
    assertThat(bound.slowdown(Running.of(0, 1), 0)).isEqualTo(1.39353, within(1e-12));
    // Half the device each: 0.5 · (0.03387 + 0.358 + 0.07098 + 0.03528) + 0.8954
    Running halves =
        new Running(List.of(new Running.Execution(0, 1, 0.5), new Running.Execution(1, 1, 0.5)));
    assertThat(bound.slowdown(halves, 0)).isEqualTo(1.144465, within(1e-12));
  }

  @Test
  void gpuLetTakesTheWorstNeighbourAndNeverSpeedsUp() {
    Interference bound =
        GPU_LET.bind(
            List.of("a", "b", "idle"),
            List.of(
                Map.of("l2", 0.3, "dram", 0.2),
                Map.of("l2", 0.5, "dram", 0.4),
                Map.of("l2", 0.0, "dram", 0.0)));
    assertThat(bound.slowdown(Running.of(0, 2, 1), 0)).isEqualTo(1.39353, within(1e-12));
    assertThat(bound.slowdown(Running.of(0, 2), 0)).isEqualTo(1.00025, within(1e-12));
    assertThat(bound.slowdown(Running.of(2, 2), 0)).isEqualTo(1);
  }

  @Test
  void logLinearIsAProductOfSensitivityAndPressure() {
    Interference bound =
        new LinearInterference(LinearInterference.Form.LOG_LINEAR, List.of())
            .bind(
                List.of("a", "b"),
                List.of(
                    Map.of("sensitivity", 0.5, "pressure", 0.2),
                    Map.of("sensitivity", 2.0, "pressure", 0.4)));
    assertThat(bound.slowdown(Running.of(0, 1), 0)).isEqualTo(Math.exp(0.2), within(1e-12));
    assertThat(bound.slowdown(Running.of(0, 1, 1), 0)).isEqualTo(Math.exp(0.4), within(1e-12));
    assertThat(bound.slowdown(Running.of(0, 1), 1)).isEqualTo(Math.exp(0.4), within(1e-12));
    assertThat(bound.slowdown(Running.of(1), 0)).isEqualTo(1);
  }

  @Test
  void namesEveryMissingTrait() {
    assertThatThrownBy(() -> GPU_LET.bind(List.of("a"), List.of(Map.of())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'l2' of a")
        .hasMessageContaining("'dram' of a");
  }
}
