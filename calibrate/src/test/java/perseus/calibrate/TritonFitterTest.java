package perseus.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import perseus.gpu.Interference;
import perseus.profile.Basis;
import perseus.profile.Profile;
import perseus.profile.ProfileEntry;
import perseus.profile.ProfileJson;
import perseus.profile.ProfileKey;
import perseus.profile.ServiceCurve;
import perseus.profile.ServiceDistribution;
import perseus.server.Host;

/** A server that is itself a simulation, so that the truth is known. */
class TritonFitterTest {
  private static final String HEADER =
      "gpu,model,transport,load_mode,request_batch,concurrency,instances,dynamic_batching,"
          + "max_batch,throughput_ips,avg_ms,p50_ms,p90_ms,p99_ms,server_queue_ms,"
          + "compute_input_ms,compute_infer_ms,compute_output_ms\n";

  private static final ProfileEntry TRUTH =
      new ProfileEntry(
          new ProfileKey("G", "m", "", "", "", ""),
          new ServiceCurve(
              new int[] {1, 4, 16},
              new double[] {1e5, 2e5, 6e5},
              new double[] {2e6, 4e6, 12e6},
              new double[3],
              new double[] {2e6, 4e6, 12e6},
              ServiceDistribution.lognormal(0.05),
              new double[] {1, 1, 1},
              new double[3]),
          new Host.FrontEnd(0, 1, 150_000, 0, 0, 0, false, 400_000),
          0,
          0,
          0,
          0,
          Map.of(),
          List.of(),
          List.of(),
          List.of());

  @Test
  void theFitPredictsLoadsThatItDidNotSee() {
    Profile fitted = fit(solo() + loaded(16) + loaded(64));

    for (int clients : new int[] {8, 32, 48}) {
      Validation validation = validate(fitted, loaded(clients));
      ErrorSummary average = ValidationFiles.summaries(validation.comparisons()).get("avg_ms");
      assertThat(average.medianApe()).as("average at %d clients", clients).isLessThan(6);
    }
    assertThat(fitted.entries().get(0).residuals()).isNotEmpty();
    assertThat(ProfileJson.format(ProfileJson.parse(ProfileJson.format(fitted), "p")))
        .isEqualTo(ProfileJson.format(fitted));
  }

  @Test
  void theNumberOfThreadsDoesNotChangeTheFit() {
    String csv = HEADER + solo() + loaded(16);
    List<MeasurementTable> tables = List.of(MeasurementTable.parse(csv, "t.csv", Map.of()));
    Profile one = new TritonFitter().fit(tables, new FitOptions(1, 1, m -> {}));
    Profile two = new TritonFitter().fit(tables, new FitOptions(1, 2, m -> {}));

    assertThat(ProfileJson.format(two)).isEqualTo(ProfileJson.format(one));
  }

  @Test
  void whatSoloRowsCannotSayIsAssumed() {
    ProfileEntry entry = fit(solo()).entries().get(0);

    assertThat(entry.parameters())
        .filteredOn(p -> p.name().equals("service.gpuShare"))
        .extracting(ProfileEntry.Parameter::basis)
        .containsExactly(Basis.ASSUMED);
    assertThat(entry.service().totalNs(4)).isCloseTo(4.2e6, within(1e5));
  }

  @Test
  void aRowWithoutAnEntryIsSkippedWithItsReason() {
    Validation validation = validate(fit(solo()), loaded(16).replace("G,m", "H,m"));

    assertThat(validation.rows()).isEqualTo(1);
    assertThat(validation.comparisons()).isEmpty();
    assertThat(validation.skipped().get(0).reason()).contains("no profile entry for gpu=H");
  }

  private static Profile fit(String rows) {
    MeasurementTable table = MeasurementTable.parse(HEADER + rows, "t.csv", Map.of());
    return new TritonFitter().fit(List.of(table), new FitOptions(1, 1, m -> {}));
  }

  private static Validation validate(Profile profile, String rows) {
    MeasurementTable table = MeasurementTable.parse(HEADER + rows, "v.csv", Map.of());
    return new TritonValidator()
        .validate(
            table,
            profile,
            new ValidateOptions(List.of(), 5, 1, ValidateOptions.FrontEndMode.PROFILE));
  }

  private static String solo() {
    StringBuilder rows = new StringBuilder();
    for (int batch : new int[] {1, 4, 16}) {
      rows.append(measured("shm,closed-loop concurrency,%d,1,1,no,16".formatted(batch)));
    }
    return rows.toString();
  }

  private static String loaded(int clients) {
    return measured("HTTP,closed-loop concurrency,1,%d,2,yes,16".formatted(clients));
  }

  private static String measured(String load) {
    String row = "G,m," + load + ",1,1,1,1,1,0,0,0,0\n";
    TritonRow asked = TritonRow.of(MeasurementTable.parse(HEADER + row, "x.csv", Map.of())).get(0);
    Map<String, Double> columns =
        RowSimulation.thorough()
            .predict(List.of(asked), List.of(TRUTH), Interference.NONE, 99)
            .get(0);
    List<String> cells = new ArrayList<>(List.of("G", "m", load));
    for (String column :
        List.of(
            "throughput_ips",
            "avg_ms",
            "p50_ms",
            "p90_ms",
            "p99_ms",
            "server_queue_ms",
            "compute_input_ms",
            "compute_infer_ms",
            "compute_output_ms")) {
      cells.add(String.format(Locale.ROOT, "%.4f", columns.get(column)));
    }
    return String.join(",", cells) + "\n";
  }
}
