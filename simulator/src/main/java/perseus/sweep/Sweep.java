package perseus.sweep;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import perseus.Version;
import perseus.input.InvalidInput;
import perseus.input.Problems;
import perseus.metric.Summary;
import perseus.report.Manifest;
import perseus.report.ResultRow;
import perseus.report.RunInfo;
import perseus.report.StagedFolder;

/**
 * Simulates every point of a study and writes one results folder. While it runs the folder holds
 * only the journal; results appear together at the end.
 */
public final class Sweep {
  private final AxesStudy study;
  private final Path output;
  private final int threads;
  private final List<String> commandLine;
  private final Consumer<String> diagnostics;

  /**
   * @param output results folder, may hold the journal of an earlier run
   * @param threads points simulated at a time, ≥ 1
   * @param commandLine for {@code run.json}
   * @param diagnostics told of progress, line by line
   */
  public Sweep(
      AxesStudy study,
      Path output,
      int threads,
      List<String> commandLine,
      Consumer<String> diagnostics) {
    this.study = study;
    this.output = output;
    this.threads = threads;
    this.commandLine = List.copyOf(commandLine);
    this.diagnostics = diagnostics;
  }

  /**
   * A point, ready, with the hash of all that its result follows from.
   *
   * @param key version, settings, seed, replications and input files, hashed
   */
  private record Ready(AxesStudy.Point point, Experiment experiment, String key) {}

  /**
   * Runs what is not yet journalled and writes the results.
   *
   * @return one result per point, in the study's order
   * @throws InvalidInput if a point's scenario is refused, or no point's parts fit together;
   *     nothing has been simulated then
   */
  public List<PointResult> run(Experiment.Factory factory) {
    long startNs = System.nanoTime();
    StagedFolder.checkReplaceable(output);
    List<Ready> points = prepare(factory);
    List<PointResult> results;
    try (Journal journal = Journal.open(output.resolve(StagedFolder.JOURNAL))) {
      results = simulate(points, journal);
      RunInfo run = new RunInfo(commandLine, threads, System.nanoTime() - startNs);
      write(points, results, run);
    }
    return results;
  }

  private List<Ready> prepare(Experiment.Factory factory) {
    Problems problems = new Problems(study.file().toString());
    List<Ready> points = new ArrayList<>();
    Set<String> told = new LinkedHashSet<>();
    for (AxesStudy.Point point : study.points()) {
      try {
        Experiment experiment = factory.prepare(point.overrides());
        points.add(new Ready(point, experiment, key(point, experiment)));
      } catch (InvalidInput e) {
        tell(problems, told, point, e);
      }
    }
    if (points.stream().allMatch(point -> point.experiment() instanceof StudyPoints.Infeasible)) {
      for (Ready point : points) {
        StudyPoints.Infeasible infeasible = (StudyPoints.Infeasible) point.experiment();
        tell(problems, told, point.point(), infeasible.reason());
      }
    }
    problems.throwIfAny();
    return points;
  }

  /** The same mistake in the base scenario shows at every point; it is told once. */
  private static void tell(
      Problems problems, Set<String> told, AxesStudy.Point point, InvalidInput refused) {
    for (String problem : refused.problems()) {
      if (told.add(problem)) {
        problems.add("at " + point.label(), problem);
      }
    }
  }

  private static String key(AxesStudy.Point point, Experiment experiment) {
    StringBuilder text = new StringBuilder();
    text.append(Version.current()).append('\n');
    text.append(experiment.seed()).append('\n');
    text.append(experiment.replications()).append('\n');
    point.overrides().forEach(override -> text.append(override).append('\n'));
    experiment.inputs().forEach(input -> text.append(input.sha256()).append('\n'));
    return Manifest.sha256(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private List<PointResult> simulate(List<Ready> points, Journal journal) {
    Progress progress = new Progress(diagnostics, points.size());
    List<Ready> missing =
        points.stream().filter(point -> journal.find(point.key()).isEmpty()).toList();
    progress.resumed(points.size() - missing.size());
    int inner = Math.max(1, threads / Math.max(1, missing.size()));
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<?>> futures = new ArrayList<>();
      for (Ready point : missing) {
        futures.add(
            pool.submit(
                () -> {
                  PointResult result = simulate(point, inner);
                  journal.append(point.key(), result);
                  progress.finished(point.point().label(), result.isFailed());
                }));
      }
      for (Future<?> future : futures) {
        future.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The sweep was interrupted.", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
    } finally {
      pool.shutdownNow();
    }
    return points.stream().map(point -> journal.find(point.key()).orElseThrow()).toList();
  }

  /** A point that fails is a result like any other: the sweep goes on and says so in its rows. */
  private static PointResult simulate(Ready point, int threads) {
    try {
      Summary summary = point.experiment().run(threads);
      return new PointResult(
          ResultRow.of(summary), summary.replications(), summary.warmUpNs(), summary.notes(), "");
    } catch (InvalidInput e) {
      // Without the file's name, which differs between machines.
      return PointResult.failed(String.join("; ", e.problems()));
    } catch (RuntimeException e) {
      String message = e.getMessage() == null ? e.toString() : e.getMessage();
      return PointResult.failed(message.strip().replaceAll("\\s*\\n\\s*", "; "));
    }
  }

  private void write(List<Ready> points, List<PointResult> results, RunInfo run) {
    try (StagedFolder folder = StagedFolder.open(output)) {
      StringBuilder journal = new StringBuilder();
      Set<Manifest.Input> inputs = new LinkedHashSet<>();
      inputs.add(Manifest.Input.of(study.file().getFileName().toString(), study.file()));
      for (int i = 0; i < points.size(); i++) {
        // In the order of the points, so that the threads leave no trace.
        journal.append(Journal.line(points.get(i).key(), results.get(i)));
        inputs.addAll(points.get(i).experiment().inputs());
      }
      Experiment first = points.get(0).experiment();
      Manifest manifest =
          new Manifest(first.seed(), first.replications(), List.copyOf(inputs), List.of());
      List<AxesStudy.Point> labels = points.stream().map(Ready::point).toList();
      SweepFiles.write(folder, study, labels, results, manifest, run);
      folder.write(StagedFolder.JOURNAL, journal.toString());
      folder.commit();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
