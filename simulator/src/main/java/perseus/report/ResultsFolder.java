package perseus.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import perseus.Version;
import perseus.metric.Summary;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes {@code summary.csv}, {@code summary.json}, {@code manifest.json} and {@code run.json}. */
public final class ResultsFolder {
  public static final String MANIFEST = "manifest.json";

  private ResultsFolder() {}

  /** Writes the usual files of one scenario; others may be added before the folder is committed. */
  public static void write(StagedFolder folder, Summary summary, Manifest manifest, RunInfo run) {
    write(folder, List.of(summary), manifest, run);
  }

  /** As above for several scenarios, one after the other in the same files. */
  public static void write(
      StagedFolder folder, List<Summary> summaries, Manifest manifest, RunInfo run) {
    List<ResultRow> rows = new ArrayList<>();
    summaries.forEach(summary -> rows.addAll(ResultRow.of(summary)));
    List<ScenarioNotes> notes = summaries.stream().map(ScenarioNotes::of).toList();
    write(folder, rows, notes, manifest, run);
  }

  /** As above from finished rows. */
  public static void write(
      StagedFolder folder,
      List<ResultRow> rows,
      List<ScenarioNotes> notes,
      Manifest manifest,
      RunInfo run) {
    folder.write("summary.csv", csv(rows));
    folder.write("summary.json", json(rows, notes));
    writeProvenance(folder, manifest, run);
  }

  /** {@code manifest.json} and {@code run.json} alone, for results of another kind. */
  public static void writeProvenance(StagedFolder folder, Manifest manifest, RunInfo run) {
    folder.write(MANIFEST, manifest(manifest));
    folder.write("run.json", run(run));
  }

  /** One row per tenant and metric, cells empty where nothing is known. */
  static String csv(List<ResultRow> rows) {
    return Csv.text(ResultRow.COLUMNS, rows.stream().map(ResultRow::cells).toList());
  }

  /** The same rows, and notes per scenario. */
  static String json(List<ResultRow> rows, List<ScenarioNotes> notes) {
    ObjectNode root = Json.document();
    ArrayNode scenarios = root.putArray("scenarios");
    for (ScenarioNotes each : notes) {
      ObjectNode scenario = scenarios.addObject();
      scenario.put("scenario", each.scenario());
      scenario.put("replications", each.replications());
      scenario.put("warmUpNs", each.warmUpNs());
      ArrayNode texts = scenario.putArray("notes");
      each.notes().forEach(texts::add);
    }
    ArrayNode array = root.putArray("rows");
    for (ResultRow row : rows) {
      ObjectNode object = array.addObject();
      object.put("scenario", row.scenario());
      object.put("tenant", row.tenant());
      object.put("metric", row.metric());
      number(object, "estimate", row.estimate());
      number(object, "ci_low", row.ciLow());
      number(object, "ci_high", row.ciHigh());
      object.put("unit", row.unit());
      object.put("basis", row.basis());
    }
    return Json.text(root);
  }

  private static void number(ObjectNode object, String key, String text) {
    if (text.isEmpty()) {
      object.putNull(key);
    } else {
      object.put(key, new BigDecimal(text));
    }
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
