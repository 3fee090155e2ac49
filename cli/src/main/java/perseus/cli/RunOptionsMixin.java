package perseus.cli;

import java.util.ArrayList;
import java.util.List;
import perseus.sweep.ScenarioExperiment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How a scenario is run, where the command line says it instead of the scenario. */
@Command
final class RunOptionsMixin {
  @Option(names = "--seed", paramLabel = "N", description = "Base seed, instead of the scenario's.")
  Long seed;

  @Option(
      names = "--replications",
      paramLabel = "N",
      converter = AtLeastOne.class,
      description = "Independent runs, instead of the scenario's.")
  Integer replications;

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description =
          "Change one setting of the scenario, such as tenants[photos].arrivals.rate=200/s;"
              + " may be repeated.")
  List<String> overrides = new ArrayList<>();

  @Option(
      names = "--threads",
      paramLabel = "N",
      converter = AtLeastOne.class,
      description =
          "Runs executed at a time; default: all processors. Results do not depend on it.")
  Integer threads;

  int threads() {
    return threads == null ? Runtime.getRuntime().availableProcessors() : threads;
  }

  /**
   * @param precision 0 = none
   */
  ScenarioExperiment.Settings settings(double precision) {
    return new ScenarioExperiment.Settings(seed, replications, precision);
  }
}
