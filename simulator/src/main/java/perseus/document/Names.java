package perseus.document;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Nearest valid names for misspelt ones. */
public final class Names {
  private static final int SHOWN = 8;

  /** Longer texts are no misspelt names, and comparing them takes long. */
  private static final int LONGEST = 100;

  private Names() {}

  /**
   * {@code did you mean 'x'?} for the nearest of {@code valid}, else the list of valid names, else
   * an empty string. Ties go to the first.
   */
  public static String suggest(String wrong, Collection<String> valid) {
    return nearest(wrong, valid)
        .map(name -> "did you mean '" + name + "'?")
        .orElseGet(() -> valid.isEmpty() ? "" : "valid: " + list(valid));
  }

  /** The nearest of {@code valid}, if about a third of its letters at most are wrong. */
  public static Optional<String> nearest(String wrong, Collection<String> valid) {
    if (wrong.length() > LONGEST) {
      return Optional.empty();
    }
    String best = null;
    int least = Integer.MAX_VALUE;
    for (String name : valid) {
      int d = distance(wrong.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
      if (d < least && d <= Math.max(1, Math.max(wrong.length(), name.length()) / 3)) {
        best = name;
        least = d;
      }
    }
    return Optional.ofNullable(best);
  }

  /** The names separated by commas, cut after a few. */
  public static String list(Collection<String> names) {
    List<String> shown = new ArrayList<>(names);
    if (shown.size() <= SHOWN + 1) {
      return String.join(", ", shown);
    }
    return String.join(", ", shown.subList(0, SHOWN)) + " … (" + shown.size() + " in all)";
  }

  /** Levenshtein distance. */
  static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substitute = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substitute, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
