package perseus.calibrate;

import java.util.ArrayList;
import java.util.List;
import perseus.calibrate.passes.PassFitter;
import perseus.calibrate.passes.PassValidator;
import perseus.calibrate.sharing.MigMpsFitter;
import perseus.calibrate.sharing.MigMpsValidator;
import perseus.calibrate.sharing.ModesFitter;
import perseus.calibrate.sharing.ModesValidator;
import perseus.calibrate.sharing.PairFitter;
import perseus.calibrate.sharing.PairValidator;
import perseus.input.Problems;

/** The kinds of table that {@code fit} and {@code validate} know. */
public final class TableKinds {
  /** One line per kind that can be fitted. */
  private static final List<TableFitter> FITTERS =
      List.of(
          new TritonFitter(),
          new PassFitter(),
          new PairFitter(),
          new MigMpsFitter(),
          new ModesFitter());

  /** One line per kind that can be validated. */
  private static final List<TableValidator> VALIDATORS =
      List.of(
          new TritonValidator(),
          new PassValidator(),
          new PairValidator(),
          new MigMpsValidator(),
          new ModesValidator());

  private TableKinds() {}

  public static List<TableFitter> fitters() {
    return FITTERS;
  }

  public static List<TableValidator> validators() {
    return VALIDATORS;
  }

  /** The kind with these columns, or null and a problem that says what is missing. */
  static TableKind recognise(List<String> header, Problems problems) {
    List<TableKind> kinds = new ArrayList<>();
    FITTERS.forEach(fitter -> kinds.addAll(fitter.kinds()));
    for (TableValidator validator : VALIDATORS) {
      if (!kinds.contains(validator.kind())) {
        kinds.add(validator.kind());
      }
    }
    TableKind nearest = null;
    List<String> least = List.of();
    for (TableKind kind : kinds) {
      List<String> missing = kind.missing(header);
      if (missing.isEmpty()) {
        return kind;
      }
      if (nearest == null || missing.size() < least.size()) {
        nearest = kind;
        least = missing;
      }
    }
    problems.add(
        "header",
        nearest == null
            ? "is of no known table"
            : "is of no known table; nearest is "
                + nearest.name()
                + ", which also has "
                + String.join(", ", least));
    return null;
  }
}
