package perseus.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import perseus.metric.Comparison;
import perseus.metric.ReplicationSet;
import perseus.metric.Summary;
import perseus.report.ComparisonText;
import perseus.report.Manifest;
import perseus.report.SummaryTable;
import perseus.scenario.ScenarioReader;
import perseus.sweep.ScenarioExperiment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs several scenarios under the same random numbers. */
@Command(
    name = "compare",
    description =
        "Run scenarios under the same random numbers and print how each differs from the first.")
final class CompareCommand implements Callable<Integer> {
  /** An interval of the difference needs some. */
  private static final int DEFAULT_REPLICATIONS = 5;

  @Spec private CommandSpec spec;
  @Mixin CommonOptions common;
  @Mixin RunOptionsMixin run;
  @Mixin OutputOption output;

  @Parameters(
      arity = "2..*",
      paramLabel = "SCENARIO.yaml",
      description = "Scenarios; the first is the one to compare with.")
  private List<Path> files;

  private record Compared(ScenarioExperiment experiment, Summary summary, List<Summary> runs) {}

  @Override
  public Integer call() {
    List<ScenarioExperiment> experiments = experiments();
    String name = experiments.get(0).scenario().name() + "-compared";
    try (Results results = Results.open(spec, output, name, run.threads())) {
      List<Compared> compared = experiments.stream().map(this::compare).toList();
      Set<Manifest.Input> inputs = new LinkedHashSet<>();
      List<Comparison> comparisons = new ArrayList<>();
      for (Compared each : compared) {
        inputs.addAll(each.experiment().inputs());
        spec.commandLine().getOut().println(SummaryTable.render(each.summary()));
        if (each != compared.get(0)) {
          comparisons.add(Comparison.of(compared.get(0).runs(), each.runs()));
        }
      }
      ScenarioExperiment first = experiments.get(0);
      results.write(
          compared.stream().map(Compared::summary).toList(),
          new Manifest(first.seed(), first.replications(), List.copyOf(inputs), run.overrides));
      results.folder().write("comparison.csv", ComparisonText.csv(comparisons));
      comparisons.forEach(c -> spec.commandLine().getOut().print(ComparisonText.table(c)));
      results.commit();
    }
    return ExitCode.DONE;
  }

  private Compared compare(ScenarioExperiment experiment) {
    spec.commandLine().getErr().println("Running " + experiment.scenario().file());
    ReplicationSet set = experiment.replicate(run.threads(), null);
    return new Compared(
        experiment,
        experiment.summarize(set),
        Comparison.perReplication(
            experiment.scenario().name(),
            experiment.system(),
            set,
            experiment.tenantBasis(),
            experiment.fleet()));
  }

  /** All with the seed and the number of replications of the first. */
  private List<ScenarioExperiment> experiments() {
    List<ScenarioExperiment> experiments = new ArrayList<>();
    ScenarioExperiment.Settings settings = run.settings(0);
    Set<String> names = new LinkedHashSet<>();
    for (Path file : files) {
      ScenarioExperiment experiment =
          new ScenarioExperiment(ScenarioReader.read(file, run.overrides), settings);
      if (experiments.isEmpty()) {
        settings =
            new ScenarioExperiment.Settings(
                experiment.seed(), replications(experiment.replications()), 0);
        experiment = new ScenarioExperiment(experiment.scenario(), settings);
      }
      if (!names.add(experiment.scenario().name())) {
        throw new ParameterException(
            spec.commandLine(),
            "Two scenarios are called '" + experiment.scenario().name() + "'; rename one file.");
      }
      experiments.add(experiment);
    }
    return experiments;
  }

  private int replications(int ofScenario) {
    return run.replications == null ? Math.max(DEFAULT_REPLICATIONS, ofScenario) : ofScenario;
  }
}
