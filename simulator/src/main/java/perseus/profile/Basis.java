package perseus.profile;

/** Where a number comes from; it travels with the number into every table. Worst one wins. */
public enum Basis {
  MEASURED,
  INTERPOLATED,
  EXTRAPOLATED,
  ASSUMED;

  /** The weaker of the two. */
  public Basis and(Basis other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /** Lower-case spelling used in files. */
  public String label() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
