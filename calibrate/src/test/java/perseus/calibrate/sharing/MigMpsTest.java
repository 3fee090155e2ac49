package perseus.calibrate.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import perseus.calibrate.FitOptions;
import perseus.calibrate.ValidateOptions;
import perseus.calibrate.Validation;
import perseus.profile.Basis;
import perseus.profile.Profile;
import perseus.profile.ProfileEntry;

/** A made-up model: launch 5 ms, copy 0.05 ms, latency 1 ms, work (2 + 1·b)/s + 1·b/m ms. */
class MigMpsTest {
  private static final String HEADER =
      "gpu,framework,model,mig_gpcs,batch,mps_processes,throughput_ips,latency_s";
  private static final int[] SLICES = {1, 2, 3, 4, 7};
  private static final int[] MEMORY = {1, 2, 4, 4, 8};

  private static Profile profile;

  @BeforeAll
  static void fit() {
    List<String> lines = new ArrayList<>(List.of(HEADER));
    for (int i = 0; i < SLICES.length; i++) {
      for (int batch = 1; batch <= 64; batch *= 2) {
        boolean wrong = SLICES[i] == 3 && batch == 64;
        lines.add(row(i, batch, 1, wrong ? 0.5 * ms(i, batch, 1) : ms(i, batch, 1)));
      }
    }
    profile = new MigMpsFitter().fit(List.of(Tables.csv("made.csv", lines)), FitOptions.defaults());
  }

  @Test
  void everySliceIsAGpuTypeOfItsOwn() {
    assertThat(profile.entries())
        .extracting(entry -> entry.key().gpu())
        .containsExactly(
            "A100-SXM-80GB/1g.10gb",
            "A100-SXM-80GB/2g.20gb",
            "A100-SXM-80GB/3g.40gb",
            "A100-SXM-80GB/4g.40gb",
            "A100-SXM-80GB/7g.80gb");
  }

  @Test
  void tellsLaunchesFromWork() {
    ProfileEntry small = profile.entries().get(0);
    ProfileEntry large = profile.entries().get(4);
    // One inference on the whole GPU: 1 + 3/7 + 1/8 ms of GPU time behind 5 ms of launches.
    assertThat(large.service().occupancy(1)).isEqualTo((3.0 / 7 + 0.125) / 5, within(0.02));
    assertThat(small.service().occupancy(32) + small.service().latencyFraction(32))
        .isEqualTo(1, within(1e-6));
    assertThat(large.service().totalNs(1)).isEqualTo(ms(4, 1, 1) * 1e6, within(2e4));
  }

  @Test
  void predictsProcessesThatItNeverSaw() {
    List<String> lines = new ArrayList<>(List.of(HEADER));
    List<Double> expected = new ArrayList<>();
    for (int processes : new int[] {2, 5}) {
      for (int batch : new int[] {4, 16}) {
        for (int i : new int[] {0, 4}) {
          expected.add(1000 * batch / ms(i, batch, processes));
          lines.add(row(i, batch, processes, ms(i, batch, processes)));
        }
      }
    }
    Validation validation =
        new MigMpsValidator()
            .validate(Tables.csv("made.csv", lines), profile, ValidateOptions.defaults());
    Map<Integer, Double> predicted = Tables.predicted(validation, "throughput_ips");
    for (int row = 1; row <= expected.size(); row++) {
      // Copies overlap with the neighbours' work for a part that depends on who runs in step.
      double batch = Double.parseDouble(lines.get(row).split(",")[4]);
      double alternating = expected.get(row - 1);
      double overlapped = 1000 * batch / (1000 * batch / alternating - 0.05 * batch);
      assertThat(predicted.get(row))
          .as(lines.get(row))
          .isBetween(0.98 * alternating, 1.02 * overlapped);
    }
  }

  @Test
  void aRowFasterThanItsSliceAllowsIsSetAside() {
    ProfileEntry entry = profile.entries().get(2);
    assertThat(entry.service().totalNs(64)).isEqualTo(ms(2, 64, 1) * 1e6, within(1e6));
    assertThat(entry.parameters())
        .anySatisfy(p -> assertThat(p.note()).contains("contradicts the model's other rows"));
  }

  @Test
  void rowsWithoutAnEntryAreNamed() {
    Validation validation =
        new MigMpsValidator()
            .validate(
                Tables.csv("t.csv", List.of(HEADER, row(0, 1, 1, 5).replace("made", "other"))),
                profile,
                ValidateOptions.defaults());
    assertThat(validation.skipped())
        .singleElement()
        .satisfies(
            s ->
                assertThat(s.reason())
                    .isEqualTo("no profile entry for other on A100-SXM-80GB/1g.10gb"));
  }

  @Test
  void oneRowGivesAnEntryThatSaysWhatItAssumes() {
    Profile one =
        new MigMpsFitter()
            .fit(
                List.of(Tables.csv("t.csv", List.of(HEADER, row(1, 4, 1, 8)))),
                FitOptions.defaults());
    ProfileEntry entry = one.entries().get(0);
    assertThat(entry.service().totalNs(4)).isEqualTo(8e6, within(1.0));
    assertThat(entry.parameters())
        .filteredOn(p -> p.name().equals("latencyMs"))
        .allMatch(p -> p.basis() == Basis.ASSUMED);
  }

  private static double ms(int slice, int batch, int processes) {
    double work = (2.0 + batch) / SLICES[slice] + (double) batch / MEMORY[slice];
    return 0.05 * batch + Math.max(5, 1 + processes * work);
  }

  private static String row(int slice, int batch, int processes, double ms) {
    return "A100-80GB MIG slice,PyTorch,made,%d,%d,%d,%s,%s"
        .formatted(SLICES[slice], batch, processes, 1000 * batch / ms, ms / 1000);
  }
}
