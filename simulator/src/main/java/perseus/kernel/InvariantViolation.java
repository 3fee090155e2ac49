package perseus.kernel;

/** The simulation broke one of its own rules; the run must not be believed. */
public final class InvariantViolation extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InvariantViolation(String rule, String where, long timeNs, String detail) {
    super("Invariant %s violated at t=%d ns in %s: %s".formatted(rule, timeNs, where, detail));
  }
}
