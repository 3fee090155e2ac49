package perseus.report;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import perseus.Version;
import perseus.metric.Estimate;
import perseus.metric.Metric;
import perseus.metric.Numbers;
import perseus.metric.Summary;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes {@code summary.csv}, {@code summary.json}, {@code manifest.json} and {@code run.json}. */
public final class ResultsFolder {
  public static final String MANIFEST = "manifest.json";

  /** Columns of {@code summary.csv}, and keys of the rows of {@code summary.json}. */
  static final List<String> COLUMNS =
      List.of("scenario", "tenant", "metric", "estimate", "ci_low", "ci_high", "unit", "basis");

  private ResultsFolder() {}

  /** Writes the usual files of one scenario; others may be added before the folder is committed. */
  public static void write(StagedFolder folder, Summary summary, Manifest manifest, RunInfo run) {
    write(folder, List.of(summary), manifest, run);
  }

  /** As above for several scenarios, one after the other in the same files. */
  public static void write(
      StagedFolder folder, List<Summary> summaries, Manifest manifest, RunInfo run) {
    folder.write("summary.csv", csv(summaries));
    folder.write("summary.json", json(summaries));
    folder.write(MANIFEST, manifest(manifest));
    folder.write("run.json", run(run));
  }

  /** {@code summary.csv}: one row per tenant and metric, cells empty where nothing is known. */
  static String csv(List<Summary> summaries) {
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
      csv.writeRecord(COLUMNS);
      for (Summary summary : summaries) {
        for (Summary.Tenant tenant : summary.tenants()) {
          for (Map.Entry<Metric, Estimate> entry : tenant.estimates().entrySet()) {
            Estimate estimate = entry.getValue();
            csv.writeRecord(
                summary.scenario(),
                tenant.name(),
                entry.getKey().id(),
                Numbers.text(estimate.value(), Numbers.DIGITS),
                Numbers.text(estimate.low(), Numbers.DIGITS),
                Numbers.text(estimate.high(), Numbers.DIGITS),
                estimate.unit(),
                estimate.basis().label());
          }
        }
      }
    } catch (java.io.IOException e) {
      throw new AssertionError("A string takes every text.", e);
    }
    return text.toString();
  }

  static String json(List<Summary> summaries) {
    ObjectNode root = Json.document();
    ArrayNode scenarios = root.putArray("scenarios");
    ArrayNode rows = root.putArray("rows");
    for (Summary summary : summaries) {
      ObjectNode scenario = scenarios.addObject();
      scenario.put("scenario", summary.scenario());
      scenario.put("replications", summary.replications());
      scenario.put("warmUpNs", summary.warmUpNs());
      ArrayNode notes = scenario.putArray("notes");
      summary.notes().forEach(notes::add);
      for (Summary.Tenant tenant : summary.tenants()) {
        for (Map.Entry<Metric, Estimate> entry : tenant.estimates().entrySet()) {
          row(rows.addObject(), summary.scenario(), tenant.name(), entry);
        }
      }
    }
    return Json.text(root);
  }

  private static void row(
      ObjectNode row, String scenario, String tenant, Map.Entry<Metric, Estimate> entry) {
    Estimate estimate = entry.getValue();
    row.put("scenario", scenario);
    row.put("tenant", tenant);
    row.put("metric", entry.getKey().id());
    Json.put(row, "estimate", estimate.value());
    Json.put(row, "ci_low", estimate.low());
    Json.put(row, "ci_high", estimate.high());
    row.put("unit", estimate.unit());
    row.put("basis", estimate.basis().label());
  }

  static String manifest(Manifest manifest) {
    ObjectNode root = Json.document();
    root.put("version", Version.current());
    root.put("java", ">=" + Manifest.JAVA);
    root.put("seed", manifest.seed());
    root.put("replications", manifest.replications());
    ArrayNode inputs = root.putArray("inputs");
    for (Manifest.Input input : manifest.inputs()) {
      inputs.addObject().put("path", input.name()).put("sha256", input.sha256());
    }
    ArrayNode overrides = root.putArray("overrides");
    manifest.overrides().forEach(overrides::add);
    return Json.text(root);
  }

  private static String run(RunInfo run) {
    ObjectNode root = Json.document();
    ArrayNode words = root.putArray("commandLine");
    run.commandLine().forEach(words::add);
    root.put("threads", run.threads());
    Json.put(root, "wallSeconds", run.wallNs() / 1e9);
    root.put("java", System.getProperty("java.runtime.version", ""));
    root.put("javaVendor", System.getProperty("java.vendor", ""));
    return Json.text(root);
  }
}
