package perseus.calibrate.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import perseus.calibrate.FitOptions;
import perseus.calibrate.MeasurementTable;
import perseus.calibrate.ValidateOptions;
import perseus.calibrate.Validation;
import perseus.profile.Profile;
import perseus.profile.ProfileEntry;

class ModesTest {
  private static final MeasurementTable TABLE =
      Tables.csv(
          "pods.csv",
          List.of(
              "gpu,model,sharing,co_located_pods,avg_latency_s",
              "NVIDIA A100 (x),m,time-slicing,1,0.1",
              "NVIDIA A100 (x),m,time-slicing,3,0.33",
              "NVIDIA A100 (x),m,time-slicing,5,9",
              "NVIDIA A100 (x),m,MPS,1,0.1",
              "NVIDIA A100 (x),m,MPS,3,0.18",
              "NVIDIA A100 (x),m,MPS,7,9",
              "NVIDIA A100 (x),m,MIG,1,0.3",
              "NVIDIA A100 (x),m,MIG,3,0.32",
              "NVIDIA A100 (x),m,MIG,5,9",
              "NVIDIA A100 (x),m,magic,5,9"));

  @Test
  void onlyRowsWithAtMostThreePodsAreFitted() {
    Profile profile = new ModesFitter().fit(List.of(TABLE), FitOptions.defaults());
    assertThat(profile.entries())
        .extracting(entry -> entry.key().variant())
        .containsExactly("mig", "mps", "time-slicing");
    ProfileEntry mps = profile.entries().get(1);
    assertThat(mps.key().gpu()).isEqualTo("A100");
    assertThat(mps.service().occupancy(1)).isEqualTo(0.4, within(1e-9));
    assertThat(mps.service().latencyFraction(1)).isEqualTo(0.6, within(1e-9));
    assertThat(profile.entries().get(2).traits().get("switchOverhead"))
        .isEqualTo(0.1, within(1e-9));
  }

  @Test
  void morePodsAreSimulatedAndTheRestIsNamed() {
    Profile profile = new ModesFitter().fit(List.of(TABLE), FitOptions.defaults());
    Validation validation =
        new ModesValidator().validate(TABLE, profile, ValidateOptions.defaults());
    Map<Integer, Double> ms = Tables.predicted(validation, "avg_ms");
    assertThat(ms).containsOnlyKeys(3, 6, 9);
    assertThat(ms.get(3)).isEqualTo(550, within(0.5));
    assertThat(ms.get(6)).isEqualTo(340, within(0.5));
    assertThat(ms.get(9)).isEqualTo(310, within(0.5));
    assertThat(validation.skipped()).hasSize(7);
    assertThat(validation.skipped())
        .anySatisfy(s -> assertThat(s.reason()).contains("'magic' is none of"));
  }
}
