package perseus.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MigGeometryTest {
  private static final MigGeometry A100 = MigGeometry.of("A100-SXM-80GB").orElseThrow();

  @ParameterizedTest
  @CsvSource({
    "7g.80gb",
    "4g.40gb 3g.40gb",
    "3g.40gb 4g.40gb",
    "3g.40gb 3g.40gb",
    "4g.40gb 2g.20gb 1g.10gb",
    "3g.40gb 2g.20gb 1g.10gb 1g.10gb",
    "3g.40gb 2g.20gb 2g.20gb",
    "2g.20gb 2g.20gb 2g.20gb 1g.10gb",
    "2g.20gb 2g.20gb 2g.20gb 1g.20gb",
    "1g.10gb 1g.10gb 1g.10gb 1g.10gb 1g.10gb 1g.10gb 1g.10gb",
    "1g.10gb 1g.10gb 1g.10gb 1g.10gb 3g.40gb",
    "1g.20gb 1g.20gb 1g.20gb 1g.20gb",
    "1g.10gb+me 1g.10gb",
  })
  void combinationsThatNvidiaAllows(String slices) {
    assertThat(A100.check(List.of(slices.split(" ")))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "7g.80gb 1g.10gb",
    "4g.40gb 4g.40gb",
    "3g.40gb 3g.40gb 1g.10gb",
    "2g.20gb 2g.20gb 2g.20gb 2g.20gb",
    "3g.40gb 4g.40gb 1g.10gb",
    "1g.10gb 1g.10gb 1g.10gb 1g.10gb 1g.10gb 1g.10gb 1g.10gb 1g.10gb",
    "1g.20gb 1g.20gb 1g.20gb 1g.20gb 1g.10gb",
    "1g.10gb+me 1g.10gb+me",
  })
  void combinationsThatDoNotFit(String slices) {
    assertThat(A100.check(List.of(slices.split(" ")))).isNotEmpty();
  }

  @Test
  void everyProfileFitsAsOftenAsTheUserGuideSays() {
    assertMost("A100-SXM-40GB", "1g.5gb", 7);
    assertMost("A100-SXM-40GB", "1g.10gb", 4);
    assertMost("A100-SXM-40GB", "2g.10gb", 3);
    assertMost("A100-SXM-40GB", "3g.20gb", 2);
    assertMost("A100-SXM-40GB", "4g.20gb", 1);
    assertMost("H100-SXM-80GB", "1g.20gb", 4);
    assertMost("H100-SXM-80GB", "7g.80gb", 1);
    assertMost("A30", "1g.6gb", 4);
    assertMost("A30", "2g.12gb", 2);
    assertMost("A30", "4g.24gb", 1);
  }

  @Test
  void namesTheUnknownProfilesAndWhatThereIs() {
    assertThat(A100.check(List.of("1g.5gb", "2g.20gb", "5g.50gb")))
        .hasSize(2)
        .allMatch(problem -> problem.contains("1g.10gb, 1g.10gb+me, 1g.20gb, 2g.20gb"));
  }

  @Test
  void fractionsAreOfTheWholeDevice() {
    MigGeometry.Profile profile = A100.profile("3g.40gb").orElseThrow();
    assertThat(profile.memoryFraction()).isEqualTo(0.5);
    assertThat(profile.multiprocessorFraction()).isEqualTo(42.0 / 108);
  }

  private static void assertMost(String gpu, String profile, int most) {
    MigGeometry geometry = MigGeometry.of(gpu).orElseThrow();
    assertThat(geometry.check(Collections.nCopies(most, profile))).isEmpty();
    assertThat(geometry.check(Collections.nCopies(most + 1, profile))).isNotEmpty();
  }
}
