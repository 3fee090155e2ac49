package perseus.sweep;

import java.util.ArrayList;
import java.util.List;
import perseus.report.Csv;
import perseus.report.Manifest;
import perseus.report.ResultRow;
import perseus.report.ResultsFolder;
import perseus.report.RunInfo;
import perseus.report.ScenarioNotes;
import perseus.report.StagedFolder;

/**
 * The files of a sweep: the usual ones, in which each point is a scenario of its own, and {@code
 * sweep.csv}, which has a column per axis.
 */
final class SweepFiles {
  private SweepFiles() {}

  static void write(
      StagedFolder folder,
      AxesStudy study,
      List<AxesStudy.Point> points,
      List<PointResult> results,
      Manifest manifest,
      RunInfo run) {
    List<ResultRow> rows = new ArrayList<>();
    List<ScenarioNotes> notes = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      PointResult result = results.get(i);
      String label = points.get(i).label();
      for (ResultRow row : result.rows()) {
        List<String> cells = new ArrayList<>(row.cells());
        cells.set(0, row.scenario() + " [" + label + "]");
        rows.add(ResultRow.of(cells));
      }
      List<String> texts =
          result.isFailed() ? List.of("Failed: " + result.error()) : result.notes();
      notes.add(new ScenarioNotes(label, result.replications(), result.warmUpNs(), texts));
    }
    ResultsFolder.write(folder, rows, notes, manifest, run);
    folder.write("sweep.csv", tidy(study, points, results));
  }

  /** One row per point, tenant and metric; a failed point is one row that says why. */
  static String tidy(AxesStudy study, List<AxesStudy.Point> points, List<PointResult> results) {
    List<String> header = new ArrayList<>();
    study.axes().forEach(axis -> header.add(axis.path()));
    header.addAll(ResultRow.COLUMNS.subList(1, ResultRow.COLUMNS.size()));
    header.add("error");
    List<List<String>> lines = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      PointResult result = results.get(i);
      if (result.isFailed()) {
        List<String> line = new ArrayList<>(points.get(i).values());
        line.addAll(List.of("*", "", "", "", "", "", "", result.error()));
        lines.add(line);
      }
      for (ResultRow row : result.rows()) {
        List<String> line = new ArrayList<>(points.get(i).values());
        line.addAll(row.cells().subList(1, ResultRow.COLUMNS.size()));
        line.add("");
        lines.add(line);
      }
    }
    return Csv.text(header, lines);
  }
}
