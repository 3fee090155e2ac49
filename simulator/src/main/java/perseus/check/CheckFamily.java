package perseus.check;

import java.nio.file.Path;
import java.util.List;

/** Checks of one kind: one file that implements this, and one line in {@link Checks#FAMILIES}. */
public interface CheckFamily {
  /** Lower case; the first part of every id. */
  String name();

  /**
   * @param data folder of published tables, or null: then rows that need them are {@link
   *     CheckRow#unchecked}
   */
  List<CheckCase> cases(Path data);
}
