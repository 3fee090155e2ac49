package perseus.calibrate.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import perseus.calibrate.FitOptions;
import perseus.calibrate.MeasurementTable;
import perseus.calibrate.ValidateOptions;
import perseus.calibrate.Validation;
import perseus.profile.Profile;

/** The errors on rows that the fits did not see, as docs/ACCURACY-sharing.md states them. */
@EnabledIfEnvironmentVariable(
    named = "PERSEUS_DATA",
    matches = ".+",
    disabledReason = "needs the published tables; PERSEUS_DATA names no folder")
class PublishedAccuracyTest {
  @Test
  void pairsUnderMpsBeatAConstantSlowdown() throws Exception {
    Profile profile =
        new PairFitter()
            .fit(
                List.of(
                    Tables.published("interference_v100_mps_calibration.csv"),
                    Tables.published("solo_v100_mps_igniter.csv")),
                FitOptions.defaults());
    MeasurementTable table = Tables.published("interference_v100_mps_public_validation.csv");

    Validation validation =
        new PairValidator().validate(table, profile, ValidateOptions.defaults());

    assertThat(validation.skipped()).isEmpty();
    double constant =
        table.rows().stream()
            .flatMapToDouble(
                row ->
                    java.util.stream.DoubleStream.of(
                        Math.abs(1.097 / row.number("slowdown1") - 1),
                        Math.abs(1.097 / row.number("slowdown2") - 1)))
            .average()
            .orElseThrow();
    double mean = Arrays.stream(Tables.errors(validation, "avg_ms")).average().orElseThrow();
    assertThat(100 * constant).isBetween(3.1, 3.3);
    assertThat(mean).isLessThan(1.6);
  }

  @Test
  void processesOnMigSlices() throws Exception {
    Profile profile =
        new MigMpsFitter()
            .fit(List.of(Tables.published("mig_mps_a100_calibration.csv")), FitOptions.defaults());

    Validation validation =
        new MigMpsValidator()
            .validate(
                Tables.published("mig_mps_a100_public_validation.csv"),
                profile,
                ValidateOptions.defaults());

    assertThat(validation.skipped()).isEmpty();
    assertThat(Tables.median(Tables.errors(validation, "throughput_ips"))).isLessThan(5);
    assertThat(Tables.median(Tables.errors(validation, "avg_ms"))).isLessThan(8);
  }

  @Test
  void fiveAndSevenPodsFromOneAndThree() throws Exception {
    MeasurementTable table = Tables.published("sharing_modes_a100_nos.csv");
    Profile profile = new ModesFitter().fit(List.of(table), FitOptions.defaults());

    Validation validation =
        new ModesValidator().validate(table, profile, ValidateOptions.defaults());

    assertThat(validation.comparisons()).hasSize(6);
    assertThat(validation.skipped()).hasSize(6);
    assertThat(Arrays.stream(Tables.errors(validation, "avg_ms")).max().orElseThrow())
        .isLessThan(10);
  }
}
