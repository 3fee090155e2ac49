package perseus.input;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import perseus.document.Names;

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
    return Names.nearest(name, names).map(n -> "; did you mean '" + n + "'?").orElse("");
  }
}
