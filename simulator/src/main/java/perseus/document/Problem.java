package perseus.document;

/**
 * Something wrong at one place of a document.
 *
 * @param path e.g. {@code tenants[1].arrivals.rate}; empty = the document as a whole
 * @param message what must hold and what was found, e.g. {@code must be greater than 0/s (was
 *     -3/s)}
 * @param hint what to do, e.g. {@code did you mean 'resnet50'?}; empty = nothing to add
 */
public record Problem(String path, String message, String hint) {
  private static final int LONGEST = 300;

  public Problem {
    path = line(path);
    message = line(message);
    hint = line(hint);
  }

  @Override
  public String toString() {
    return (path.isEmpty() ? "" : path + ": ") + message + (hint.isEmpty() ? "" : "; " + hint);
  }

  /** One line of bounded length, whatever the document holds. */
  private static String line(String text) {
    String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ");
    return line.length() <= LONGEST
        ? line
        : line.substring(0, LONGEST / 2) + " … " + line.substring(line.length() - LONGEST / 2);
  }
}
