package perseus.calibrate;

import java.util.List;
import perseus.profile.Profile;

/** Turns tables of one kind into a profile. */
public interface TableFitter {
  /** Kind of table without which it cannot fit. */
  TableKind kind();

  /** All kinds it reads: one fit may need several tables together. */
  default List<TableKind> kinds() {
    return List.of(kind());
  }

  /**
   * Fits every case of the tables.
   *
   * @param tables all given tables of its {@link #kinds}, at least one of its {@link #kind}
   * @return entries and interference with their residuals and basis; the caller joins the profiles
   *     of all kinds
   */
  Profile fit(List<MeasurementTable> tables, FitOptions options);
}
