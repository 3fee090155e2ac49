package perseus.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import perseus.server.Host;

class ProfileTextTest {
  private static ProfileEntry entry(String model, double perInferenceMs) {
    return new ProfileEntry(
        new ProfileKey("T4", model, "fp16", "", "", ""),
        ServiceCurve.linear(1e6, perInferenceMs * 1e6, ServiceDistribution.lognormal(0.05)),
        Host.FrontEnd.NONE,
        0,
        0,
        0,
        0,
        Map.of(),
        List.of(
            new ProfileEntry.Parameter("fixedMs", 1, 0, 10, Basis.MEASURED, ""),
            new ProfileEntry.Parameter("slope", 10, 0, 10, Basis.ASSUMED, "one row only")),
        List.of(
            new ProfileEntry.Residual("table.csv", 3, "avg_ms", 10, 11),
            new ProfileEntry.Residual("table.csv", 4, "avg_ms", 10, 10)),
        List.of("a publication"));
  }

  private static Profile profile(ProfileEntry... entries) {
    return new Profile(List.of(entries), Map.of());
  }

  @Test
  void theOverviewHasALinePerEntry() {
    String text = ProfileText.overview(profile(entry("a", 1), entry("b", 2)));

    assertThat(text)
        .containsPattern("T4 a fp16 +2\\.000 +666\\.7 \\(2\\) +10\\.0 / 10\\.0")
        .contains("1 measured, 1 assumed, 1 at a bound", "T4 b fp16");
  }

  @Test
  void detailsShowTheBasisTheBoundTheWorstRowsAndTheSource() {
    assertThat(ProfileText.details(entry("a", 1)))
        .contains("at a bound of the search; one row only")
        .contains("table.csv row 3, avg_ms: measured 10.0000, fitted 11.0000 (+10.0 %)")
        .contains("source: a publication");
  }

  @Test
  void aProfileDoesNotDifferFromItself() {
    Profile profile = profile(entry("a", 1), entry("b", 2));

    assertThat(ProfileDiff.between(profile, profile)).isEmpty();
  }

  @Test
  void theDifferenceNamesEntriesAndValues() {
    List<String> changes =
        ProfileDiff.between(
            profile(entry("a", 1), entry("b", 2)), profile(entry("a", 2), entry("c", 2)));

    assertThat(changes)
        .contains(
            "T4 a fp16: service.inferMs[0]: 2.0 -> 3.0 (+50.0 %)",
            "T4 b fp16: removed", "T4 c fp16: added");
  }
}
