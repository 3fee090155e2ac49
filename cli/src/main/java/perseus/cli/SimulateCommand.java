package perseus.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import perseus.metric.Numbers;
import perseus.metric.ReplicationSet;
import perseus.metric.Summary;
import perseus.report.RequestLog;
import perseus.report.SummaryTable;
import perseus.scenario.ScenarioReader;
import perseus.sweep.ScenarioExperiment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs one scenario. */
@Command(
    name = "simulate",
    description = "Run a scenario: prints a table and writes a results folder.")
final class SimulateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin CommonOptions common;
  @Mixin RunOptionsMixin run;
  @Mixin OutputOption output;

  @Parameters(paramLabel = "SCENARIO.yaml", description = "The scenario.")
  private Path file;

  @Option(
      names = "--precision",
      paramLabel = "2%",
      converter = Percentage.class,
      description =
          "Add replications until every tenant's mean and P99 are known to within this share of"
              + " their value.")
  private Double precision;

  @Option(
      names = "--requests",
      paramLabel = "FILE",
      description = "Write a line per request of replication 0 (CSV, gzipped if it ends in .gz).")
  private Path requests;

  @Override
  public Integer call() {
    ScenarioExperiment experiment =
        new ScenarioExperiment(
            ScenarioReader.read(file, run.overrides),
            run.settings(precision == null ? 0 : precision));
    Results results = Results.open(spec, output, experiment.scenario().name(), run.threads());
    try (results) {
      Summary summary = experiment.summarize(replicate(experiment));
      results.write(List.of(summary), results.manifest(experiment, settings()));
      spec.commandLine().getOut().print(SummaryTable.render(summary));
      results.commit();
    }
    return ExitCode.DONE;
  }

  /** What the command line changed, as the manifest lists it. */
  private List<String> settings() {
    List<String> settings = new ArrayList<>(run.overrides);
    if (precision != null) {
      settings.add("--precision " + Numbers.text(100 * precision, Numbers.DIGITS) + "%");
    }
    return settings;
  }

  private ReplicationSet replicate(ScenarioExperiment experiment) {
    if (requests == null) {
      return experiment.replicate(run.threads(), null);
    }
    try (RequestLog log = RequestLog.open(experiment.system(), requests)) {
      ReplicationSet set = experiment.replicate(run.threads(), log);
      log.commit();
      return set;
    }
  }
}
