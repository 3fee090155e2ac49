package perseus.check;

/**
 * One number that theory or a publication knows, beside what the engine got.
 *
 * @param id lower case, family first, e.g. {@code mm1.rho0.8.mean}
 * @param source where the expected value comes from
 * @param expected the known value; times in ms unless the id says otherwise
 * @param got the engine's value; NaN where nothing was run
 * @param tolerance absolute: the half-width of the interval around {@code got}, or a stated bound
 * @param pass whether {@code got} is inside; null if the row could not be checked
 * @param reason why {@code pass} is null or false; empty otherwise
 */
public record CheckRow(
    String id,
    String source,
    double expected,
    double got,
    double tolerance,
    Boolean pass,
    String reason) {

  /** A row that passes if |got − expected| ≤ tolerance. */
  public static CheckRow within(
      String id, String source, double expected, double got, double tolerance) {
    boolean pass = Math.abs(got - expected) <= tolerance;
    return new CheckRow(id, source, expected, got, tolerance, pass, pass ? "" : "outside");
  }

  /** A row that could not be checked. */
  public static CheckRow unchecked(String id, String source, double expected, String reason) {
    return new CheckRow(id, source, expected, Double.NaN, Double.NaN, null, reason);
  }
}
