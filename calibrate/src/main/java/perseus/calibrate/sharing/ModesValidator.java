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
 * Predicts the mean latency of equal pods under time slicing, MPS and MIG. Rows that a fit sees (at
 * most three pods) are left out. Bands: the number of pods.
 */
public final class ModesValidator implements TableValidator {
  @Override
  public TableKind kind() {
    return SharingTables.MODES;
  }

  @Override
  public Validation validate(MeasurementTable table, Profile profile, ValidateOptions options) {
    List<Comparison> comparisons = new ArrayList<>();
    List<Skipped> skipped = new ArrayList<>();
    for (Row row : table.rows()) {
      int pods = row.integer("co_located_pods", 0);
      String mode = ModesFitter.mode(row);
      String gpu = ModesFitter.gpu(row);
      List<ProfileEntry> found =
          mode == null ? List.of() : Entries.find(profile, gpu, row.text("model"), mode);
      String problem = null;
      if (mode == null) {
        problem = "sharing '" + row.text("sharing") + "' is none of time-slicing, MPS, MIG";
      } else if (found.size() != 1) {
        problem = Entries.problem(found, gpu, row.text("model"), mode);
      } else if (pods <= ModesFitter.MOST_PODS) {
        problem = "calibration: fits see rows with at most " + ModesFitter.MOST_PODS + " pods";
      }
      if (problem != null) {
        skipped.add(new Skipped(table.name(), row.number(), problem));
        continue;
      }
      ProfileEntry entry = found.get(0);
      // A MIG slice is a device of its own, so one pod on one device stands for each of them.
      int onDevice = mode.equals("mig") ? 1 : pods;
      double ms =
          CoLocation.latenciesMs(
              List.of(new CoLocation.Resident(entry, 1, onDevice, 1)),
              sharing(mode, entry),
              null,
              options.seed())[0];
      comparisons.add(
          new Comparison(
              table.name(),
              row.number(),
              row.text("gpu"),
              row.text("model"),
              mode,
              String.valueOf(pods),
              "avg_ms",
              1000 * row.number("avg_latency_s"),
              ms));
    }
    return new Validation(table.rows().size(), comparisons, skipped);
  }

  private static Sharing sharing(String mode, ProfileEntry entry) {
    if (mode.equals("time-slicing")) {
      return new Sharing(
          Sharing.Mode.TIME_SLICED, entry.traits().getOrDefault(ModesFitter.SWITCH_OVERHEAD, 0.0));
    }
    return mode.equals("mps") ? Sharing.MPS : Sharing.EXCLUSIVE;
  }
}
