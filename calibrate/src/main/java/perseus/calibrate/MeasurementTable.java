package perseus.calibrate;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import perseus.input.InvalidInput;
import perseus.input.Problems;

/**
 * A table of measurements: CSV with a header line, one row per measured load.
 *
 * @param name file name without its folder
 * @param kind layout, recognised by the header
 * @param header names of the columns
 * @param rows those that passed the filter, in the order of the file
 */
public record MeasurementTable(String name, TableKind kind, List<String> header, List<Row> rows) {
  public MeasurementTable {
    header = List.copyOf(header);
    rows = List.copyOf(rows);
  }

  /**
   * One row.
   *
   * @param number 1-based data row in the file
   * @param cells by column name, stripped
   */
  public record Row(int number, Map<String, String> cells) {
    public Row {
      cells = java.util.Collections.unmodifiableMap(new TreeMap<>(cells));
    }

    /** The cell, empty if not published. */
    public String text(String column) {
      return cells.getOrDefault(column, "");
    }

    /** The cell's number, NaN if not published. */
    public double number(String column) {
      String text = text(column);
      return text.isEmpty() ? Double.NaN : Double.parseDouble(text);
    }

    /** The cell's whole number, {@code otherwise} if not published. */
    public int integer(String column, int otherwise) {
      String text = text(column);
      return text.isEmpty() ? otherwise : (int) Double.parseDouble(text);
    }

    /** Whether the cell is published. */
    public boolean has(String column) {
      return !text(column).isEmpty();
    }
  }

  /**
   * Reads a table.
   *
   * @param filter only rows whose cells equal these values, by column
   * @throws InvalidInput naming every problem: row, column, value, bound
   */
  public static MeasurementTable read(Path file, Map<String, String> filter) throws IOException {
    String text;
    try {
      text = Files.readString(file, StandardCharsets.UTF_8);
    } catch (CharacterCodingException e) {
      throw new InvalidInput(file.toString(), List.of("is not UTF-8 text"));
    }
    Path fileName = file.getFileName();
    return parse(text, fileName == null ? file.toString() : fileName.toString(), filter);
  }

  /** Reads a table from text. */
  public static MeasurementTable parse(String csv, String name, Map<String, String> filter) {
    Problems problems = new Problems(name);
    List<List<String>> records = new ArrayList<>();
    try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(csv)) {
      for (CsvRecord record : reader) {
        records.add(record.getFields());
      }
    } catch (CsvParseException e) {
      throw new InvalidInput(name, List.of("is not CSV: " + e.getMessage()));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    if (records.isEmpty()) {
      throw new InvalidInput(name, List.of("is empty; the first line must name the columns"));
    }
    List<String> header = header(records.get(0), problems);
    TableKind kind = problems.isEmpty() ? TableKinds.recognise(header, problems) : null;
    for (String column : filter.keySet()) {
      if (!header.contains(column)) {
        problems.add(
            "filter " + column, "no column '" + column + "'" + Problems.didYouMean(column, header));
      }
    }
    problems.throwIfAny();
    List<Row> rows = new ArrayList<>();
    for (int i = 1; i < records.size(); i++) {
      List<String> fields = records.get(i);
      if (fields.size() == 1 && fields.get(0).isBlank()) {
        continue;
      }
      Map<String, String> cells = new TreeMap<>();
      for (int c = 0; c < header.size(); c++) {
        cells.put(header.get(c), fields.get(c).strip());
      }
      for (TableKind.Column column : kind.columns()) {
        check(column, cells.getOrDefault(column.name(), ""), i, problems);
      }
      if (filter.entrySet().stream().allMatch(f -> f.getValue().equals(cells.get(f.getKey())))) {
        rows.add(new Row(i, cells));
      }
    }
    problems.throwIfAny();
    return new MeasurementTable(name, kind, header, rows);
  }

  private static List<String> header(List<String> fields, Problems problems) {
    List<String> header = new ArrayList<>();
    for (String field : fields) {
      String column = field.strip().replace("\uFEFF", "");
      if (header.contains(column)) {
        problems.add("header", "column '" + column + "' stands twice");
      }
      header.add(column);
    }
    return header;
  }

  private static void check(TableKind.Column column, String cell, int row, Problems problems) {
    if (cell.isEmpty()) {
      return;
    }
    String path = "row " + row + ", " + column.name();
    switch (column.type()) {
      case TEXT -> {}
      case NUMBER, INTEGER -> number(column, cell, path, problems);
      case FLAG -> {
        if (!cell.equals("yes") && !cell.equals("no")) {
          problems.add(path, "must be yes or no (was '" + cell + "')");
        }
      }
      case INTEGERS -> {
        for (String part : cell.split(" +", -1)) {
          number(column, part, path, problems);
        }
      }
    }
  }

  private static void number(TableKind.Column column, String cell, String path, Problems problems) {
    boolean whole = column.type() != TableKind.Type.NUMBER;
    double value;
    try {
      value = Double.parseDouble(cell);
    } catch (NumberFormatException e) {
      value = Double.NaN;
    }
    if (Double.isNaN(value) || (whole && value != Math.rint(value))) {
      problems.add(
          path, "must be a " + (whole ? "whole number" : "number") + " (was '" + cell + "')");
    } else if (value < column.low() || value > column.high()) {
      problems.add(
          path,
          "must be " + plain(column.low()) + " to " + plain(column.high()) + " (was " + cell + ")");
    }
  }

  private static String plain(double x) {
    return x == Math.rint(x) && Math.abs(x) < 1e15 ? Long.toString((long) x) : Double.toString(x);
  }
}
