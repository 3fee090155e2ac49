package perseus.cli;

import java.nio.file.Path;
import java.util.List;
import perseus.metric.Summary;
import perseus.report.Manifest;
import perseus.report.ResultsFolder;
import perseus.report.RunInfo;
import perseus.report.StagedFolder;
import perseus.sweep.ScenarioExperiment;
import picocli.CommandLine.Model.CommandSpec;

/** The results folder of a command; it appears whole, or not at all, also after an interrupt. */
final class Results implements AutoCloseable {
  private final CommandSpec spec;
  private final Path folder;
  private final StagedFolder staged;
  private final int threads;
  private final long startNs = System.nanoTime();
  private final Thread onInterrupt;

  private Results(CommandSpec spec, Path folder, StagedFolder staged, int threads) {
    this.spec = spec;
    this.folder = folder;
    this.staged = staged;
    this.threads = threads;
    onInterrupt = new Thread(staged::close, "results clean-up");
    Runtime.getRuntime().addShutdownHook(onInterrupt);
  }

  /**
   * @param name of the folder where the command line names none
   * @throws perseus.input.InvalidInput if the folder cannot be written or holds something else
   */
  static Results open(CommandSpec spec, OutputOption output, String name, int threads) {
    Path folder = output.folder(name);
    return new Results(spec, folder, StagedFolder.open(folder), threads);
  }

  /** What the results of one scenario follow from. */
  Manifest manifest(ScenarioExperiment experiment, List<String> overrides) {
    return new Manifest(
        experiment.seed(), experiment.replications(), experiment.inputs(), overrides);
  }

  StagedFolder folder() {
    return staged;
  }

  /** How this command runs, for {@code run.json}. */
  RunInfo runInfo() {
    return new RunInfo(
        spec.root().commandLine().getParseResult().originalArgs(),
        threads,
        System.nanoTime() - startNs);
  }

  /** Writes the usual files. */
  void write(List<Summary> summaries, Manifest manifest) {
    ResultsFolder.write(staged, summaries, manifest, runInfo());
  }

  /** Puts the folder in its place and says where. */
  void commit() {
    staged.commit();
    spec.commandLine().getErr().println("Results: " + folder);
  }

  @Override
  public void close() {
    staged.close();
    Runtime.getRuntime().removeShutdownHook(onInterrupt);
  }
}
