package perseus.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import perseus.frontier.Frontiers;
import perseus.report.Manifest;
import perseus.sweep.AxesStudy;
import perseus.sweep.FrontierStudy;
import perseus.sweep.PointResult;
import perseus.sweep.Progress;
import perseus.sweep.Study;
import perseus.sweep.StudyPoints;
import perseus.sweep.StudyReader;
import perseus.sweep.Sweep;
import perseus.sweep.SweepTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a study. */
@Command(
    name = "sweep",
    description =
        "Run a study: a scenario with settings varied, or a frontier. An interrupted sweep goes on"
            + " where it was when started again with the same folder.")
final class SweepCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin CommonOptions common;
  @Mixin OutputOption output;

  @Parameters(paramLabel = "STUDY.yaml", description = "The study.")
  private Path file;

  @Option(
      names = "--threads",
      paramLabel = "N",
      converter = AtLeastOne.class,
      description =
          "Points simulated at a time; default: all processors. Results do not depend on it.")
  private Integer threads;

  @Override
  public Integer call() {
    int atATime = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    Study study = StudyReader.read(file);
    if (study instanceof AxesStudy axes) {
      return sweep(axes, atATime);
    }
    if (study instanceof FrontierStudy frontier) {
      return frontier(frontier, atATime);
    }
    throw new AssertionError(study);
  }

  private int sweep(AxesStudy study, int atATime) {
    Path folder = output.folder(name());
    List<String> words = spec.root().commandLine().getParseResult().originalArgs();
    List<PointResult> results =
        new Sweep(study, folder, atATime, words, diagnostics()).run(StudyPoints.of(study));
    spec.commandLine().getOut().print(SweepTable.render(study, results));
    spec.commandLine().getErr().println("Results: " + folder);
    return results.stream().anyMatch(PointResult::isFailed) ? ExitCode.FAILED : ExitCode.DONE;
  }

  private int frontier(FrontierStudy study, int atATime) {
    Frontiers frontiers =
        new Frontiers(perseus.frontier.FrontierStudy.read(study.file(), study.document()));
    try (Results results = Results.open(spec, output, name(), atATime)) {
      Progress progress = new Progress(diagnostics(), frontiers.points());
      frontiers.run(atATime, label -> progress.finished(label, false));
      Manifest.Input input = Manifest.Input.of(study.file().getFileName().toString(), study.file());
      frontiers.write(results.folder(), input, results.runInfo());
      spec.commandLine().getOut().print(frontiers.table());
      results.commit();
      return ExitCode.DONE;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String name() {
    return file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
  }

  private Consumer<String> diagnostics() {
    return line -> spec.commandLine().getErr().println(line);
  }
}
