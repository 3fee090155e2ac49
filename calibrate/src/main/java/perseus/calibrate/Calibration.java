package perseus.calibrate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import perseus.gpu.InterferenceModel;
import perseus.input.InvalidInput;
import perseus.input.Problems;
import perseus.profile.Profile;
import perseus.profile.ProfileEntry;

/** {@code fit} and {@code validate} over tables of any kinds. */
public final class Calibration {
  private Calibration() {}

  /**
   * Reads tables; the problems of all of them are reported together.
   *
   * @param filter only rows whose cells equal these values, by column
   * @throws InvalidInput naming every problem
   */
  public static List<MeasurementTable> read(List<Path> files, Map<String, String> filter)
      throws IOException {
    List<MeasurementTable> tables = new ArrayList<>();
    Problems problems = new Problems("tables");
    for (Path file : files) {
      try {
        tables.add(MeasurementTable.read(file, filter));
      } catch (InvalidInput e) {
        e.problems().forEach(problem -> problems.add(file.toString(), problem));
      }
    }
    problems.throwIfAny();
    return tables;
  }

  /**
   * Fits all tables into one profile.
   *
   * @throws InvalidInput if no table can be fitted
   */
  public static Profile fit(List<MeasurementTable> tables, FitOptions options) {
    List<ProfileEntry> entries = new ArrayList<>();
    Map<String, InterferenceModel> interference = new TreeMap<>();
    for (TableFitter fitter : TableKinds.fitters()) {
      List<MeasurementTable> own =
          tables.stream().filter(t -> fitter.kinds().contains(t.kind())).toList();
      if (own.stream().anyMatch(t -> t.kind().equals(fitter.kind()))) {
        Profile part = fitter.fit(own, options);
        entries.addAll(part.entries());
        interference.putAll(part.interference());
      }
    }
    if (entries.isEmpty() && interference.isEmpty()) {
      throw new InvalidInput(
          "fit", List.of("no row is left that a profile can be fitted from; check --filter"));
    }
    return new Profile(entries, interference);
  }

  /**
   * Predicts and compares every row of all tables.
   *
   * @throws InvalidInput if a column of {@code match} is no key column, or a table cannot be
   *     validated
   */
  public static Validation validate(
      List<MeasurementTable> tables, Profile profile, ValidateOptions options) {
    Problems problems = new Problems("validate");
    for (String column : options.match()) {
      if (!ProfileMatch.COLUMNS.contains(column)) {
        problems.add(
            "--match",
            "no key column '"
                + column
                + "'"
                + Problems.didYouMean(column, ProfileMatch.COLUMNS)
                + "; they are "
                + String.join(", ", ProfileMatch.COLUMNS));
      }
    }
    Map<TableKind, TableValidator> validators = new LinkedHashMap<>();
    TableKinds.validators().forEach(validator -> validators.put(validator.kind(), validator));
    for (MeasurementTable table : tables) {
      if (!validators.containsKey(table.kind())) {
        problems.add(table.name(), table.kind().name() + " cannot be validated");
      }
    }
    problems.throwIfAny();
    Validation all = new Validation(0, List.of(), List.of());
    for (MeasurementTable table : tables) {
      all = all.and(validators.get(table.kind()).validate(table, profile, options));
    }
    return all;
  }
}
