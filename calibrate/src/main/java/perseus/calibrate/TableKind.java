package perseus.calibrate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A layout of measurement table.
 *
 * @param name how messages call it
 * @param columns the columns it may have; others are read as text and ignored
 */
public record TableKind(String name, List<Column> columns) {
  public TableKind {
    columns = List.copyOf(columns);
  }

  /**
   * What a column may hold.
   *
   * @param name in the header
   * @param type how its cells are read; an empty cell is "not published"
   * @param low least value of a number
   * @param high largest value of a number
   * @param required whether a table without the column is not of this kind
   */
  public record Column(String name, Type type, double low, double high, boolean required) {
    public static Column text(String name, boolean required) {
      return new Column(name, Type.TEXT, 0, 0, required);
    }

    public static Column number(String name, double low, double high, boolean required) {
      return new Column(name, Type.NUMBER, low, high, required);
    }

    public static Column integer(String name, long low, long high, boolean required) {
      return new Column(name, Type.INTEGER, low, high, required);
    }

    /** A column of whole numbers separated by spaces. */
    public static Column integers(String name, long low, long high, boolean required) {
      return new Column(name, Type.INTEGERS, low, high, required);
    }

    /** A column that holds yes or no. */
    public static Column flag(String name, boolean required) {
      return new Column(name, Type.FLAG, 0, 0, required);
    }
  }

  /** How cells of a column are read. */
  public enum Type {
    TEXT,
    NUMBER,
    INTEGER,
    FLAG,
    /** Whole numbers separated by spaces. */
    INTEGERS
  }

  /** The required columns that {@code header} lacks. */
  public List<String> missing(Collection<String> header) {
    List<String> missing = new ArrayList<>();
    for (Column column : columns) {
      if (column.required() && !header.contains(column.name())) {
        missing.add(column.name());
      }
    }
    return missing;
  }
}
