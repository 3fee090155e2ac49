package perseus.report;

import java.util.List;

/** Columns of text for the terminal. */
public final class TextTable {
  private TextTable() {}

  /**
   * Appends rows with two spaces between columns.
   *
   * @param rows as many cells each, the header first
   * @param left number of leading columns that are set to the left; the others, numbers, to the
   *     right
   */
  public static void align(StringBuilder text, List<List<String>> rows, int left) {
    int columns = rows.get(0).size();
    int[] width = new int[columns];
    for (List<String> row : rows) {
      for (int c = 0; c < columns; c++) {
        width[c] = Math.max(width[c], row.get(c).length());
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int c = 0; c < columns; c++) {
        String pad = " ".repeat(width[c] - row.get(c).length());
        line.append(c == 0 ? "" : "  ");
        line.append(c < left ? row.get(c) + pad : pad + row.get(c));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
  }
}
