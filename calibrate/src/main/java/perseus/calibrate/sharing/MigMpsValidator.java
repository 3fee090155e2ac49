package perseus.calibrate.sharing;

import java.util.ArrayList;
import java.util.List;
import perseus.calibrate.MeasurementTable;
import perseus.calibrate.MeasurementTable.Row;
import perseus.calibrate.TableKind;
import perseus.calibrate.TableValidator;
import perseus.calibrate.ValidateOptions;
import perseus.calibrate.Validation;
import perseus.calibrate.Validation.Comparison;
import perseus.calibrate.Validation.Skipped;
import perseus.gpu.Sharing;
import perseus.profile.Profile;
import perseus.profile.ProfileEntry;

/**
 * Predicts throughput per process and latency of equal processes on a MIG slice. Bands: the number
 * of processes.
 */
public final class MigMpsValidator implements TableValidator {
  @Override
  public TableKind kind() {
    return SharingTables.MIG_MPS;
  }

  @Override
  public Validation validate(MeasurementTable table, Profile profile, ValidateOptions options) {
    List<Comparison> comparisons = new ArrayList<>();
    List<Skipped> skipped = new ArrayList<>();
    for (Row row : table.rows()) {
      int gpcs = row.integer("mig_gpcs", 0);
      String slice = MigMpsFitter.slice(gpcs);
      if (slice == null) {
        skipped.add(
            new Skipped(
                table.name(), row.number(), "an A100-80GB has no slice of " + gpcs + " GPCs"));
        continue;
      }
      List<ProfileEntry> found = Entries.find(profile, slice, row.text("model"), "");
      if (found.size() != 1) {
        skipped.add(
            new Skipped(
                table.name(), row.number(), Entries.problem(found, slice, row.text("model"), "")));
        continue;
      }
      int batch = row.integer("batch", 0);
      int processes = row.integer("mps_processes", 0);
      double ms =
          CoLocation.latenciesMs(
              List.of(new CoLocation.Resident(found.get(0), batch, processes, 1)),
              Sharing.MPS,
              null,
              options.seed())[0];
      add(
          comparisons,
          table.name(),
          row,
          "throughput_ips",
          row.number("throughput_ips"),
          1000 * batch / ms);
      if (row.number("latency_s") > 0) {
        add(comparisons, table.name(), row, "avg_ms", 1000 * row.number("latency_s"), ms);
      }
    }
    return new Validation(table.rows().size(), comparisons, skipped);
  }

  private static void add(
      List<Comparison> out,
      String table,
      Row row,
      String metric,
      double measured,
      double predicted) {
    out.add(
        new Comparison(
            table,
            row.number(),
            row.text("gpu"),
            row.text("model"),
            row.text("model") + ", " + row.text("mig_gpcs") + "g",
            row.text("mps_processes"),
            metric,
            measured,
            predicted));
  }
}
