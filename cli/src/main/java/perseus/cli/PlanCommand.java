package perseus.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import perseus.input.InvalidInput;
import perseus.plan.Candidate;
import perseus.plan.FleetAnswer;
import perseus.plan.FleetPlanner;
import perseus.plan.FleetText;
import perseus.plan.Trial;
import perseus.scenario.ScenarioReader;
import perseus.sweep.ScenarioExperiment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Searches for the settings that meet the SLOs. */
@Command(
    name = "plan",
    description = "Search: how many servers of one kind meet every tenant's SLO?")
final class PlanCommand implements Callable<Integer> {
  /** What can be searched for. */
  enum Goal {
    FLEET
  }

  @Spec private CommandSpec spec;
  @Mixin CommonOptions common;
  @Mixin RunOptionsMixin run;
  @Mixin OutputOption output;

  @Parameters(
      paramLabel = "SCENARIO.yaml",
      description = "The scenario; the count of its server entry is what is searched for.")
  private Path file;

  @Option(
      names = "--goal",
      required = true,
      description = "What to search for: ${COMPLETION-CANDIDATES} (the fewest servers).")
  private Goal goal;

  @Option(
      names = "--server",
      paramLabel = "NAME",
      description = "Server entry whose count is varied, where the scenario has several.")
  private String server;

  @Option(
      names = "--max",
      paramLabel = "N",
      converter = AtLeastOne.class,
      defaultValue = "256",
      description = "Give up beyond so many servers; default ${DEFAULT-VALUE}.")
  private int max;

  @Override
  public Integer call() {
    ScenarioExperiment first = experiment(null);
    String entry = serverEntry(first);
    checkSlos(first);
    IntFunction<Candidate> candidates =
        count -> {
          ScenarioExperiment of = experiment("servers[" + entry + "].count=" + count);
          return new Candidate(of.system(), of.fleet(), of.tenantBasis());
        };
    String name = first.scenario().name() + "-plan";
    try (Results results = Results.open(spec, output, name, run.threads())) {
      FleetAnswer answer =
          FleetPlanner.plan(
              first.scenario().name(),
              candidates,
              max,
              first.plan(run.threads()),
              line -> spec.commandLine().getErr().println(line));
      results.write(
          answer.trials().stream().flatMap(trial -> trial.summary().stream()).toList(),
          results.manifest(first, run.overrides));
      results.folder().write("plan.csv", FleetText.csv(answer));
      spec.commandLine().getOut().print(FleetText.answer(answer));
      results.commit();
      return answer.answer().filter(Trial::meets).isPresent() ? ExitCode.DONE : ExitCode.FAILED;
    }
  }

  private ScenarioExperiment experiment(String change) {
    List<String> overrides = new java.util.ArrayList<>(run.overrides);
    if (change != null) {
      overrides.add(change);
    }
    return new ScenarioExperiment(ScenarioReader.read(file, overrides), run.settings(0));
  }

  private String serverEntry(ScenarioExperiment experiment) {
    List<String> names =
        experiment.scenario().servers().stream().map(entry -> entry.name()).toList();
    if (server == null && names.size() == 1) {
      return names.get(0);
    }
    if (server == null || !names.contains(server)) {
      String problem =
          server == null
              ? "--server: the scenario has several server entries; name one of "
              : "--server: no server entry '" + server + "'; there are ";
      throw new InvalidInput(file.toString(), List.of(problem + String.join(", ", names)));
    }
    return server;
  }

  private void checkSlos(ScenarioExperiment experiment) {
    if (experiment.system().tenants().stream().noneMatch(tenant -> tenant.sloNs() > 0)) {
      throw new InvalidInput(
          file.toString(),
          List.of(
              "tenants: none has an slo, so any number of servers will do; state one, such as"
                  + " slo: {latency: 100ms, percentile: 99}"));
    }
  }
}
