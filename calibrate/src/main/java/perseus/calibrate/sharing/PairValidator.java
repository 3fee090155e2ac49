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
import perseus.gpu.InterferenceModel;
import perseus.gpu.Sharing;
import perseus.profile.Profile;
import perseus.profile.ProfileEntry;

/** Predicts the co-located latency of both models of every pair. */
public final class PairValidator implements TableValidator {
  /** Metric of the comparisons: mean latency beside the other model. */
  private static final String METRIC = "avg_ms";

  @Override
  public TableKind kind() {
    return SharingTables.PAIRS;
  }

  @Override
  public Validation validate(MeasurementTable table, Profile profile, ValidateOptions options) {
    List<Comparison> comparisons = new ArrayList<>();
    List<Skipped> skipped = new ArrayList<>();
    for (Row row : table.rows()) {
      String gpu = SoloLatencies.gpu(row.text("gpu"));
      InterferenceModel interference = profile.interference().get(gpu);
      List<CoLocation.Resident> residents = new ArrayList<>();
      String problem = interference == null ? "the profile has no interference on " + gpu : null;
      for (int me = 1; me <= 2 && problem == null; me++) {
        String model = row.text("model" + me);
        double percent = row.number("mps_pct" + me);
        String variant = SoloLatencies.variant(percent);
        List<ProfileEntry> found = Entries.find(profile, gpu, model, variant);
        if (found.size() != 1) {
          problem = Entries.problem(found, gpu, model, variant);
        } else {
          residents.add(
              new CoLocation.Resident(
                  found.get(0), row.integer("batch" + me, 0), 1, percent / 100));
        }
      }
      if (problem != null) {
        skipped.add(new Skipped(table.name(), row.number(), problem));
        continue;
      }
      double[] predicted =
          CoLocation.latenciesMs(residents, Sharing.MPS, interference, options.seed());
      for (int me = 1; me <= 2; me++) {
        comparisons.add(
            new Comparison(
                table.name(),
                row.number(),
                row.text("gpu"),
                row.text("model" + me),
                row.text("model" + me) + " beside " + row.text("model" + (3 - me)),
                "",
                METRIC,
                row.number("coloc_latency" + me + "_ms"),
                predicted[me - 1]));
      }
    }
    return new Validation(table.rows().size(), comparisons, skipped);
  }
}
