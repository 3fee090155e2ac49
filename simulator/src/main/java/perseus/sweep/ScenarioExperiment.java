package perseus.sweep;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import perseus.document.InputFile;
import perseus.metric.Plan;
import perseus.metric.ReplicationSet;
import perseus.metric.Replications;
import perseus.metric.Summarizer;
import perseus.metric.Summary;
import perseus.metric.WarmUp;
import perseus.price.Fleet;
import perseus.profile.Basis;
import perseus.report.Manifest;
import perseus.scenario.Scenario;
import perseus.server.RequestObserver;
import perseus.server.ServingSystem;

/** A scenario with every name resolved, and how often it is run. */
public final class ScenarioExperiment implements Experiment {
  private final Scenario scenario;
  private final ServingSystem system;
  private final Fleet fleet;
  private final List<Basis> tenantBasis;
  private final long seed;
  private final int replications;
  private final double precision;

  /**
   * @param scenario valid
   * @param settings what stands instead of the scenario's own
   * @throws perseus.input.InvalidInput if its parts do not fit together
   */
  public ScenarioExperiment(Scenario scenario, Settings settings) {
    this.scenario = scenario;
    system = scenario.resolve();
    fleet = scenario.fleet();
    tenantBasis = scenario.tenantBasis(system);
    seed = settings.seed() == null ? scenario.seed() : settings.seed();
    replications =
        settings.replications() == null ? scenario.replications() : settings.replications();
    precision = settings.precision();
  }

  /**
   * Settings that a command line may state instead of the scenario.
   *
   * @param seed null = the scenario's
   * @param replications null = the scenario's
   * @param precision see {@link Plan#precision}; 0 = none
   */
  public record Settings(Long seed, Integer replications, double precision) {
    public static final Settings OF_SCENARIO = new Settings(null, null, 0);
  }

  public Scenario scenario() {
    return scenario;
  }

  public ServingSystem system() {
    return system;
  }

  public Fleet fleet() {
    return fleet;
  }

  public List<Basis> tenantBasis() {
    return tenantBasis;
  }

  @Override
  public long seed() {
    return seed;
  }

  @Override
  public int replications() {
    return replications;
  }

  /** The scenario file and every file that it names, relative to the scenario's folder. */
  @Override
  public List<Manifest.Input> inputs() {
    return inputs(scenario);
  }

  static List<Manifest.Input> inputs(Scenario scenario) {
    Path folder = scenario.file().toAbsolutePath().normalize().getParent();
    List<Manifest.Input> inputs = new ArrayList<>();
    for (InputFile input : scenario.files()) {
      String name = folder.relativize(input.path().toAbsolutePath().normalize()).toString();
      inputs.add(new Manifest.Input(name.replace('\\', '/'), input.sha256()));
    }
    return inputs;
  }

  /** How it is run on {@code threads} threads. */
  public Plan plan(int threads) {
    WarmUp warmUp =
        scenario.warmUpNs().isPresent() ? WarmUp.of(scenario.warmUpNs().getAsLong()) : WarmUp.AUTO;
    return new Plan(
        scenario.horizonNs(),
        warmUp,
        seed,
        replications,
        scenario.drain(),
        precision,
        Math.max(replications, Plan.MAX_REPLICATIONS),
        threads);
  }

  /**
   * Simulates it.
   *
   * @param observer told of the requests of replication 0; null = nobody
   */
  public ReplicationSet replicate(int threads, RequestObserver observer) {
    return Replications.run(system, plan(threads), observer);
  }

  /** The metrics of runs of it. */
  public Summary summarize(ReplicationSet runs) {
    return Summarizer.summarize(scenario.name(), system, runs, tenantBasis, fleet);
  }

  @Override
  public Summary run(int threads) {
    return summarize(replicate(threads, null));
  }
}
