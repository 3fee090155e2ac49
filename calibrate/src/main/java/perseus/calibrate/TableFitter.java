package perseus.calibrate;

import java.util.List;
import perseus.profile.Profile;

/** Turns tables of one kind into a profile. */
public interface TableFitter {
  /** Kind of table it reads. */
  TableKind kind();

  /**
   * Fits every case of the tables.
   *
   * @param tables all given tables of this kind, at least one
   * @return entries and interference with their residuals and basis; the caller joins the profiles
   *     of all kinds
   */
  Profile fit(List<MeasurementTable> tables, FitOptions options);
}
