package perseus.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import perseus.input.InvalidInput;
import perseus.metric.Estimate;
import perseus.metric.Intervals;
import perseus.metric.Plan;
import perseus.metric.ReplicationSet;
import perseus.metric.Replications;
import perseus.metric.Summarizer;
import perseus.metric.Summary;
import perseus.profile.Basis;
import perseus.server.RunResult.TenantResult;
import perseus.server.Tenant;

/**
 * Finds the fewest servers that meet every tenant's SLO: doubles the number until all are met, then
 * bisects. All sizes see the same arrivals (common random numbers). It assumes that a server more
 * never hurts, and always simulates the answer and the next smaller size.
 */
public final class FleetPlanner {
  /** Fewer runs leave intervals too wide to decide on. */
  private static final int FEWEST_REPLICATIONS = 5;

  /** An undecided size is run again with this many times the replications. */
  private static final int MORE_REPLICATIONS = 4;

  private static final double NS_PER_MS = 1e6;

  private final String scenario;
  private final IntFunction<Candidate> candidates;
  private final Plan runs;
  private final Consumer<String> progress;
  private final TreeMap<Integer, Trial> trials = new TreeMap<>();

  private FleetPlanner(
      String scenario, IntFunction<Candidate> candidates, Plan runs, Consumer<String> progress) {
    this.scenario = scenario;
    this.candidates = candidates;
    this.runs = atLeast(runs, FEWEST_REPLICATIONS);
    this.progress = progress;
  }

  /**
   * @param scenario name for the summaries
   * @param candidates the system with a number of servers ≥ 1; one that throws {@link InvalidInput}
   *     is a size that cannot be set up
   * @param limit largest number of servers to try, ≥ 1
   * @param runs how each size is run
   * @param progress told in a line about every size
   * @throws IllegalArgumentException if no tenant has an SLO
   */
  public static FleetAnswer plan(
      String scenario,
      IntFunction<Candidate> candidates,
      int limit,
      Plan runs,
      Consumer<String> progress) {
    return new FleetPlanner(scenario, candidates, runs, progress).search(limit);
  }

  private FleetAnswer search(int limit) {
    int failing = 0;
    int meeting = 1;
    while (!trial(meeting).meets()) {
      failing = meeting;
      if (meeting == limit) {
        return new FleetAnswer(
            Optional.empty(), Optional.of(trial(limit)), List.copyOf(trials.values()), limit);
      }
      meeting = Math.min(limit, 2 * meeting);
    }
    while (meeting - failing > 1) {
      int middle = (meeting + failing) >>> 1;
      if (trial(middle).meets()) {
        meeting = middle;
      } else {
        failing = middle;
      }
    }
    return new FleetAnswer(
        Optional.of(trial(meeting)),
        failing == 0 ? Optional.empty() : Optional.of(trial(failing)),
        List.copyOf(trials.values()),
        limit);
  }

  private Trial trial(int count) {
    Trial known = trials.get(count);
    if (known != null) {
      return known;
    }
    Trial trial = run(count);
    trials.put(count, trial);
    progress.accept(describe(trial));
    return trial;
  }

  private Trial run(int count) {
    Candidate candidate;
    try {
      candidate = candidates.apply(count);
    } catch (InvalidInput refusal) {
      return Trial.refused(count, refusal.getMessage());
    }
    Trial trial = simulate(count, candidate, runs);
    return trial.undecided()
        ? simulate(count, candidate, atLeast(runs, MORE_REPLICATIONS * runs.replications()))
        : trial;
  }

  private Trial simulate(int count, Candidate candidate, Plan plan) {
    ReplicationSet set = Replications.run(candidate.system(), plan, null);
    Summary summary =
        Summarizer.summarize(
            scenario, candidate.system(), set, candidate.tenantBasis(), candidate.fleet());
    List<Objective> objectives = new ArrayList<>();
    for (int t = 0; t < candidate.system().tenants().size(); t++) {
      Tenant tenant = candidate.system().tenants().get(t);
      if (tenant.sloNs() > 0) {
        objectives.add(objective(tenant, t, set, candidate));
      }
    }
    if (objectives.isEmpty()) {
      throw new IllegalArgumentException("No tenant has an SLO, so any number of servers will do.");
    }
    return new Trial(count, objectives, Optional.of(summary), "");
  }

  private static Objective objective(
      Tenant tenant, int index, ReplicationSet set, Candidate candidate) {
    List<TenantResult> results = set.runs().stream().map(run -> run.tenants().get(index)).toList();
    double percentile = tenant.sloPercentile();
    Basis basis = candidate.tenantBasis().get(index);
    Estimate latency =
        estimate(
            results.stream()
                .mapToDouble(result -> result.latency().percentile(percentile) / NS_PER_MS)
                .toArray(),
            "ms",
            basis);
    Estimate attainment =
        estimate(
            results.stream()
                .mapToDouble(result -> (double) result.withinSlo() / result.arrived())
                .toArray(),
            "fraction",
            basis);
    return new Objective(
        tenant.name(),
        percentile,
        tenant.sloNs() / NS_PER_MS,
        latency,
        attainment,
        Objective.judge(attainment, percentile));
  }

  private static Estimate estimate(double[] values, String unit, Basis basis) {
    double mean = Intervals.mean(values);
    double halfWidth = Intervals.halfWidth(Intervals.CONFIDENCE, values);
    return new Estimate(mean, Math.max(0, mean - halfWidth), mean + halfWidth, unit, basis);
  }

  private static Plan atLeast(Plan plan, int replications) {
    int wanted = Math.max(plan.replications(), replications);
    return new Plan(
        plan.horizonNs(),
        plan.warmUp(),
        plan.seed(),
        wanted,
        plan.drain(),
        plan.precision(),
        Math.max(wanted, plan.maxReplications()),
        plan.threads());
  }

  private static String describe(Trial trial) {
    String servers = trial.count() == 1 ? "1 server" : trial.count() + " servers";
    if (!trial.refusal().isEmpty()) {
      return servers + ": cannot be set up";
    }
    Objective binding = trial.binding();
    return "%s: %s by tenant %s"
        .formatted(
            servers,
            trial.meets() ? "every SLO met, decided" : "SLO " + verdict(binding),
            binding.tenant());
  }

  private static String verdict(Objective objective) {
    return objective.verdict().name().toLowerCase(Locale.ROOT);
  }
}
