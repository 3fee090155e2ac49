package perseus.metric;

/**
 * The discarded prefix of every run.
 *
 * @param automatic found by MSER-5 on a pilot run
 * @param ns length when given, ignored when automatic
 */
public record WarmUp(boolean automatic, long ns) {
  public static final WarmUp AUTO = new WarmUp(true, 0);

  public WarmUp {
    if (ns < 0) {
      throw new IllegalArgumentException("The warm-up (" + ns + " ns) must not be negative.");
    }
  }

  /** A given length in ns. */
  public static WarmUp of(long ns) {
    return new WarmUp(false, ns);
  }
}
