package perseus.report;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;

/** CSV text with {@code \n} line ends; cells are quoted where they must be. */
public final class Csv {
  private Csv() {}

  /**
   * @param header names of the columns
   * @param rows as many cells each
   */
  public static String text(List<String> header, List<List<String>> rows) {
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
      csv.writeRecord(header);
      rows.forEach(csv::writeRecord);
    } catch (IOException e) {
      throw new AssertionError("A string takes every text.", e);
    }
    return text.toString();
  }
}
