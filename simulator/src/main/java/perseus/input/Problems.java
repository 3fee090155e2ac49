package perseus.input;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Collects the problems of one input, so that all of them are reported at once. */
public final class Problems {
  private static final int SHOWN = 50;

  private final String input;
  private final List<String> problems = new ArrayList<>();
  private int hidden;

  /**
   * @param input what is being read, e.g. a file name
   */
  public Problems(String input) {
    this.input = input;
  }

  /** Notes that {@code path} is wrong because of {@code message}. */
  public void add(String path, String message) {
    if (problems.size() < SHOWN) {
      problems.add(path.isEmpty() ? message : path + ": " + message);
    } else {
      hidden++;
    }
  }

  public boolean isEmpty() {
    return problems.isEmpty();
  }

  /**
   * @throws InvalidInput if there is any problem
   */
  public void throwIfAny() {
    if (!problems.isEmpty()) {
      List<String> shown = new ArrayList<>(problems);
      if (hidden > 0) {
        shown.add("... and " + hidden + " more");
      }
      throw new InvalidInput(input, shown);
    }
  }

  /** {@code "; did you mean 'x'?"} for the nearest of {@code names}, or nothing if none is near. */
  public static String didYouMean(String name, Collection<String> names) {
    String best = null;
    int least = Math.max(1, name.length() / 3) + 1;
    for (String candidate : names) {
      int distance =
          distance(name.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT), least);
      if (distance < least) {
        least = distance;
        best = candidate;
      }
    }
    return best == null ? "" : "; did you mean '" + best + "'?";
  }

  /** Levenshtein distance, or {@code limit} if that is less. */
  private static int distance(String a, String b, int limit) {
    if (Math.abs(a.length() - b.length()) >= limit) {
      return limit;
    }
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return Math.min(limit, row[b.length()]);
  }
}
