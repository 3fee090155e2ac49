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
  @Override
  public String toString() {
    return (path.isEmpty() ? "" : path + ": ") + message + (hint.isEmpty() ? "" : "; " + hint);
  }
}
