package perseus.calibrate;

import perseus.profile.Profile;

/** Predicts every row of a table of one kind and compares. */
public interface TableValidator {
  /** Kind of table it reads. */
  TableKind kind();

  /**
   * Simulates every usable row.
   *
   * @return one comparison per row and published metric, and the rows left out with their reason:
   *     together every row of the table
   */
  Validation validate(MeasurementTable table, Profile profile, ValidateOptions options);
}
