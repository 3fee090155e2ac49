package perseus.calibrate.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import perseus.calibrate.FitOptions;
import perseus.calibrate.MeasurementTable;
import perseus.calibrate.ValidateOptions;
import perseus.calibrate.Validation;
import perseus.profile.Profile;
import perseus.profile.ProfileEntry;
import perseus.profile.ProfileJson;

class PairTest {
  /** Time of b inferences at r percent is (2 + k·b)/r·10 ms; beside a neighbour 5 % + 0.1 ms. */
  private static MeasurementTable table(int... batches) {
    List<String> lines =
        new ArrayList<>(
            List.of(
                "gpu,model1,batch1,mps_pct1,model2,batch2,mps_pct2,"
                    + "coloc_latency1_ms,coloc_latency2_ms,solo_latency1_ms,solo_latency2_ms"));
    for (int one : batches) {
      for (int two : batches) {
        for (int percent : new int[] {20, 50, 80}) {
          double a = (2.0 + one) / percent * 10;
          double b = (2.0 + 3 * two) / (100 - percent) * 10;
          lines.add(
              "V100-SXM2-16GB (x),a,%d,%d,b,%d,%d,%s,%s,%s,%s"
                  .formatted(
                      one, percent, two, 100 - percent, a * 1.05 + 0.1, b * 1.05 + 0.1, a, b));
        }
      }
    }
    return Tables.csv("pairs.csv", lines);
  }

  @Test
  void predictsBatchesBetweenTheFittedOnes() {
    Profile profile = new PairFitter().fit(List.of(table(1, 4, 16)), FitOptions.defaults());
    assertThat(profile.entries()).hasSize(6);
    assertThat(profile.interference()).containsOnlyKeys("V100-SXM2-16GB");

    Validation validation =
        new PairValidator().validate(table(2, 8), profile, ValidateOptions.defaults());

    assertThat(validation.skipped()).isEmpty();
    assertThat(validation.comparisons())
        .hasSize(24)
        .allSatisfy(c -> assertThat(c.errorPercent()).isEqualTo(0, within(1.5)));
  }

  @Test
  void theProfileCarriesTheInterferenceThroughAFile() {
    Profile profile = new PairFitter().fit(List.of(table(1, 4)), FitOptions.defaults());
    Profile read = ProfileJson.parse(ProfileJson.format(profile), "p.json");
    assertThat(read.interference()).isEqualTo(profile.interference());
    assertThat(read.entries().get(0).traits()).isEqualTo(profile.entries().get(0).traits());
  }

  @Test
  void aFewRowsAreFittedToo() {
    Profile profile = new PairFitter().fit(List.of(table(2)), FitOptions.defaults());
    Validation validation =
        new PairValidator().validate(table(2), profile, ValidateOptions.defaults());
    assertThat(validation.comparisons())
        .hasSize(6)
        .allSatisfy(c -> assertThat(c.errorPercent()).isEqualTo(0, within(5.0)));
  }

  @Test
  void twoEntriesForOneModelAreAmbiguous() {
    Profile profile = new PairFitter().fit(List.of(table(1, 4)), FitOptions.defaults());
    List<ProfileEntry> twice = new ArrayList<>(profile.entries());
    twice.addAll(profile.entries());
    Validation validation =
        new PairValidator()
            .validate(
                table(1), new Profile(twice, profile.interference()), ValidateOptions.defaults());
    assertThat(validation.skipped())
        .hasSize(3)
        .allSatisfy(s -> assertThat(s.reason()).startsWith("ambiguous: 2 profile entries for a"));
  }

  @Test
  void rowsWithoutProfileAreNamed() {
    Profile profile = new PairFitter().fit(List.of(table(1, 4)), FitOptions.defaults());
    Profile without = new Profile(profile.entries(), java.util.Map.of());
    Validation validation =
        new PairValidator().validate(table(1), without, ValidateOptions.defaults());
    assertThat(validation.comparisons()).isEmpty();
    assertThat(validation.skipped())
        .hasSize(3)
        .allSatisfy(
            s ->
                assertThat(s.reason())
                    .isEqualTo("the profile has no interference on V100-SXM2-16GB"));
  }
}
