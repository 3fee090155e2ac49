package perseus.calibrate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import perseus.calibrate.ValidateOptions.FrontEndMode;
import perseus.calibrate.Validation.Comparison;
import perseus.calibrate.Validation.Skipped;
import perseus.gpu.Interference;
import perseus.gpu.InterferenceModel;
import perseus.profile.Profile;
import perseus.profile.ProfileEntry;
import perseus.server.Host;

/** Simulates every usable row of a Triton table; rows that share a run are simulated together. */
public final class TritonValidator implements TableValidator {
  @Override
  public TableKind kind() {
    return TritonTable.KIND;
  }

  @Override
  public Validation validate(MeasurementTable table, Profile profile, ValidateOptions options) {
    List<Skipped> skipped = new ArrayList<>();
    Map<String, List<TritonRow>> runs = new LinkedHashMap<>();
    for (TritonRow row : TritonRow.of(table)) {
      String run = row.cells().text("co_run");
      runs.computeIfAbsent(
              run.isEmpty() ? "row " + row.row() : "run " + run, r -> new ArrayList<>())
          .add(row);
    }
    ExecutorService executor = Executors.newFixedThreadPool(Math.max(1, options.threads()));
    try {
      List<Future<List<Comparison>>> running = new ArrayList<>();
      for (List<TritonRow> rows : runs.values()) {
        List<ProfileEntry> entries = entries(rows, profile, options, skipped);
        if (!entries.isEmpty()) {
          running.add(executor.submit(() -> compare(rows, entries, profile, options.seed())));
        }
      }
      List<Comparison> comparisons = new ArrayList<>();
      for (Future<List<Comparison>> run : running) {
        comparisons.addAll(TritonFitter.Threads.get(run));
      }
      return new Validation(table.rows().size(), comparisons, skipped);
    } finally {
      executor.shutdownNow();
    }
  }

  /** The entry of every row of a run, or none and the rows skipped with their reason. */
  private static List<ProfileEntry> entries(
      List<TritonRow> rows, Profile profile, ValidateOptions options, List<Skipped> skipped) {
    List<ProfileEntry> entries = new ArrayList<>();
    List<String> reasons = new ArrayList<>();
    boolean all = true;
    for (TritonRow row : rows) {
      String reason = RowFilter.reason(row);
      if (reason.isEmpty() && rows.size() == 1 && row.cells().has("colocated_with")) {
        reason = "the rows of " + row.cells().text("colocated_with") + " are not given";
      }
      if (reason.isEmpty()) {
        ProfileMatch.Match match = ProfileMatch.find(profile, row.key(), options.match());
        reason = match.reason();
        if (match.entry() != null) {
          entries.add(withFrontEnd(match.entry(), options.frontEnd()));
        }
      }
      all &= reason.isEmpty();
      reasons.add(reason);
    }
    if (all) {
      return entries;
    }
    for (int i = 0; i < rows.size(); i++) {
      String reason =
          reasons.get(i).isEmpty() ? "another row of its run is left out" : reasons.get(i);
      skipped.add(new Skipped(rows.get(i).table(), rows.get(i).row(), reason));
    }
    return List.of();
  }

  private static ProfileEntry withFrontEnd(ProfileEntry entry, FrontEndMode mode) {
    Host.FrontEnd frontEnd = entry.frontEnd();
    long alone = frontEnd.constantNs() + frontEnd.handlerNs() + frontEnd.responseNs();
    Host.FrontEnd replaced =
        switch (mode) {
          case PROFILE -> frontEnd;
          case NONE -> Host.FrontEnd.NONE;
          case CONSTANT -> new Host.FrontEnd(0, 1, 0, 0, 0, 0, false, alone);
        };
    return new ProfileEntry(
        entry.key(),
        entry.service(),
        replaced,
        entry.hostContention(),
        entry.memoryBytesPerInstance(),
        entry.inputBytes(),
        entry.outputBytes(),
        entry.traits(),
        entry.parameters(),
        entry.residuals(),
        entry.sources(),
        entry.payloads());
  }

  private static List<Comparison> compare(
      List<TritonRow> rows, List<ProfileEntry> entries, Profile profile, long seed) {
    Interference interference = Interference.NONE;
    InterferenceModel model = profile.interference().get(entries.get(0).key().gpu());
    if (model != null && rows.size() > 1) {
      interference =
          model.bind(
              entries.stream().map(e -> e.key().model()).toList(),
              entries.stream().map(ProfileEntry::traits).toList());
    }
    List<Map<String, Double>> predicted =
        RowSimulation.thorough().predict(rows, entries, interference, seed);
    List<Comparison> comparisons = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      TritonRow row = rows.get(i);
      List<String> metrics = new ArrayList<>();
      if (!row.hasRecomputedThroughput()) {
        // Otherwise it is the latency's mirror image and its error already counts there.
        metrics.add("throughput_ips");
      }
      metrics.addAll(TritonTable.LATENCIES);
      metrics.addAll(TritonTable.BREAKDOWN);
      for (String metric : metrics) {
        double measured = row.number(metric);
        if (measured > 0) {
          comparisons.add(
              new Comparison(
                  row.table(),
                  row.row(),
                  row.key().gpu(),
                  row.key().model(),
                  row.caseId(),
                  row.concurrency() == 0 ? "" : Validation.band(row.concurrency()),
                  metric,
                  measured,
                  predicted.get(i).get(metric)));
        }
      }
    }
    return comparisons;
  }
}
