package perseus.frontier;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import perseus.frontier.FrontierResult.Point;
import perseus.frontier.FrontierStudy.Pair;
import perseus.input.InvalidInput;
import perseus.metric.Summary;
import perseus.profile.Basis;
import perseus.report.Manifest;
import perseus.report.ResultsFolder;
import perseus.report.RunInfo;
import perseus.report.StagedFolder;
import perseus.scenario.Scenario;
import perseus.scenario.ScenarioReader;
import perseus.sweep.ScenarioExperiment;

/** Runs a frontier study: every case's frontier, and the usual results at its most even mix. */
public final class Frontiers {
  private final FrontierStudy study;
  private final List<ScenarioExperiment> experiments = new ArrayList<>();
  private final String x;
  private final String y;
  private final List<FrontierResult> results = new ArrayList<>();
  private final List<Summary> summaries = new ArrayList<>();

  /**
   * @throws InvalidInput if a case's scenario is refused or has not exactly two open-loop tenants
   */
  public Frontiers(FrontierStudy study) {
    this.study = study;
    for (FrontierStudy.Case c : study.cases()) {
      Scenario scenario = ScenarioReader.read(study.base(), c.set());
      if (scenario.tenants().size() != 2) {
        throw new InvalidInput(
            study.base().toString(),
            List.of("tenants: a frontier needs exactly 2 (was " + scenario.tenants().size() + ")"));
      }
      ScenarioExperiment experiment =
          new ScenarioExperiment(scenario, ScenarioExperiment.Settings.OF_SCENARIO);
      experiment.system().tenants().forEach(tenant -> FrontierSearch.atRate(tenant, 1));
      experiments.add(experiment);
    }
    x = experiments.get(0).system().tenants().get(0).name();
    y = experiments.get(0).system().tenants().get(1).name();
  }

  /** Points that will be searched, all cases together: what progress counts. */
  public int points() {
    return study.cases().stream()
        .mapToInt(c -> 1 + study.mixes().size() + c.measured().size())
        .sum();
  }

  /**
   * Simulates everything.
   *
   * @param progress told when a point is done
   */
  public void run(int threads, Consumer<String> progress) {
    for (int i = 0; i < experiments.size(); i++) {
      FrontierStudy.Case c = study.cases().get(i);
      ScenarioExperiment experiment = experiments.get(i);
      Basis basis = experiment.tenantBasis().stream().reduce(Basis.MEASURED, Basis::and);
      FrontierResult result =
          FrontierRunner.run(
              study,
              c,
              experiment.system(),
              experiment.scenario().horizonNs(),
              experiment.seed(),
              experiment.replications(),
              usdPerHour(experiment),
              basis,
              guess(c, experiment),
              known(c),
              threads,
              progress);
      results.add(result);
      summaries.add(atEvenMix(c, result, threads));
    }
  }

  private Pair known(FrontierStudy.Case c) {
    for (FrontierResult earlier : results) {
      if (earlier.name().equals(c.dedicatedAs())) {
        return earlier.dedicated();
      }
    }
    return null;
  }

  private static double usdPerHour(ScenarioExperiment experiment) {
    return experiment.fleet().isPriced()
        ? experiment.fleet().hosts().stream().mapToDouble(p -> p.orElseThrow().usdPerHour()).sum()
        : Double.NaN;
  }

  /** Where the search of the dedicated peaks starts: the measured ones, else the offered rates. */
  private static Pair guess(FrontierStudy.Case c, ScenarioExperiment experiment) {
    if (!Double.isNaN(c.dedicated().x())) {
      return c.dedicated();
    }
    long horizonNs = experiment.scenario().horizonNs();
    double[] rates = new double[2];
    for (int t = 0; t < 2; t++) {
      rates[t] =
          FrontierSearch.openLoop(experiment.system().tenants().get(t))
              .process()
              .meanRate(horizonNs);
    }
    return new Pair(rates[0], rates[1]);
  }

  private Summary atEvenMix(FrontierStudy.Case c, FrontierResult result, int threads) {
    Point even = result.curve().get(0);
    for (Point p : result.curve()) {
      if (Math.abs(p.mix() - 0.5) < Math.abs(even.mix() - 0.5)) {
        even = p;
      }
    }
    List<String> set = new ArrayList<>(c.set());
    set.add("tenants[0].arrivals.rate=" + perSecond(even.rates().x()));
    set.add("tenants[1].arrivals.rate=" + perSecond(even.rates().y()));
    ScenarioExperiment experiment =
        new ScenarioExperiment(
            ScenarioReader.read(study.base(), set), ScenarioExperiment.Settings.OF_SCENARIO);
    Summary s = experiment.run(threads);
    return new Summary(c.name(), s.tenants(), s.replications(), s.warmUpNs(), s.notes());
  }

  private static String perSecond(double rate) {
    return String.format(java.util.Locale.ROOT, "%.3f/s", rate);
  }

  /**
   * Writes {@code frontier.csv}, {@code frontier.svg} and the usual files; the caller commits.
   *
   * @param studyInput name and hash of the study file
   */
  public void write(StagedFolder folder, Manifest.Input studyInput, RunInfo run) {
    folder.write("frontier.csv", FrontierReport.csv(results, x, y));
    folder.write("frontier.svg", FrontierReport.svg(study, results, x, y));
    TreeMap<String, Manifest.Input> inputs = new TreeMap<>();
    inputs.put(studyInput.name(), studyInput);
    for (ScenarioExperiment experiment : experiments) {
      experiment.inputs().forEach(input -> inputs.put(input.name(), input));
    }
    ScenarioExperiment first = experiments.get(0);
    ResultsFolder.write(
        folder,
        summaries,
        new Manifest(first.seed(), first.replications(), List.copyOf(inputs.values()), List.of()),
        run);
  }

  /** The table for the terminal. */
  public String table() {
    return FrontierReport.table(results, x, y);
  }

  /** Results in the order of the study's cases, once run. */
  public List<FrontierResult> results() {
    return List.copyOf(results);
  }
}
