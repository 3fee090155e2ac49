package perseus.calibrate;

import java.util.ArrayList;
import java.util.List;
import perseus.profile.Profile;
import perseus.profile.ProfileEntry;
import perseus.profile.ProfileKey;

/**
 * The profile entry that a row is about: the exact one, else the only one that agrees on all
 * columns that both state.
 */
final class ProfileMatch {
  /** Names of the key columns. */
  static final List<String> COLUMNS =
      List.of("gpu", "model", "precision", "backend", "accelerator", "variant");

  /**
   * @param entry null if there is no single one
   * @param reason why not; empty if there is
   */
  record Match(ProfileEntry entry, String reason) {}

  private ProfileMatch() {}

  /**
   * @param columns if not empty, only these decide
   */
  static Match find(Profile profile, ProfileKey key, List<String> columns) {
    List<String> deciding = columns.isEmpty() ? COLUMNS : columns;
    List<ProfileEntry> agreeing = new ArrayList<>();
    for (ProfileEntry entry : profile.entries()) {
      if (columns.isEmpty() && entry.key().equals(key)) {
        return new Match(entry, "");
      }
      boolean agrees = true;
      for (String column : deciding) {
        String wanted = cell(key, column);
        String has = cell(entry.key(), column);
        agrees &= wanted.equals(has) || (columns.isEmpty() && (wanted.isEmpty() || has.isEmpty()));
      }
      if (agrees) {
        agreeing.add(entry);
      }
    }
    if (agreeing.size() == 1) {
      return new Match(agreeing.get(0), "");
    }
    return new Match(
        null,
        agreeing.isEmpty()
            ? "no profile entry for " + describe(key)
            : "ambiguous: " + agreeing.size() + " profile entries agree with " + describe(key));
  }

  private static String describe(ProfileKey key) {
    List<String> parts = new ArrayList<>();
    for (String column : COLUMNS) {
      if (!cell(key, column).isEmpty()) {
        parts.add(column + "=" + cell(key, column));
      }
    }
    return String.join(", ", parts);
  }

  static String cell(ProfileKey key, String column) {
    return switch (column) {
      case "gpu" -> key.gpu();
      case "model" -> key.model();
      case "precision" -> key.precision();
      case "backend" -> key.backend();
      case "accelerator" -> key.accelerator();
      case "variant" -> key.variant();
      default -> throw new IllegalArgumentException("no key column '" + column + "'");
    };
  }
}
