package perseus.check;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import perseus.profile.ServiceDistribution;
import perseus.server.RunOptions;
import perseus.server.ServingSystem;
import perseus.server.Simulation;

/**
 * So many instances, sharing nothing, that no request waits: M/G/∞. Its number in the system is
 * Poisson with mean λE[S] whatever the law of service; arrivals see that distribution.
 */
record InfiniteServerFamily() implements CheckFamily {
  private static final double OFFERED_LOAD = 10;

  /** P(more than 64 of a Poisson number with mean 10) is below 1e-30. */
  private static final int INSTANCES = 64;

  private static final int[] LEVELS = {8, 10, 15};
  private static final int REQUESTS = 40_000;
  private static final long WARM_UP_NS = Math.round(100 * Experiment.SERVICE_NS);
  private static final String SOURCE = "M/G/∞: Poisson with mean λE[S]";

  @Override
  public String name() {
    return "mginf";
  }

  @Override
  public List<CheckCase> cases(Path data) {
    return List.of(
        law("deterministic", ServiceDistribution.DETERMINISTIC),
        law("exponential", ServiceDistribution.EXPONENTIAL),
        law("hyperexponential", ServiceDistribution.hyperexponential(2)));
  }

  private static CheckCase law(String law, ServiceDistribution distribution) {
    String id = "mginf." + law;
    ServingSystem system =
        Systems.unshared(
            INSTANCES, Systems.unitService(distribution), Systems.poisson(OFFERED_LOAD));
    double requests = (double) REQUESTS * Experiment.REPLICATIONS;
    return new CheckCase(id, requests, () -> rows(id, system));
  }

  private static List<CheckRow> rows(String id, ServingSystem system) {
    int n = Experiment.REPLICATIONS;
    double[] mean = new double[n];
    double[] found = new double[n];
    double[][] atMost = new double[LEVELS.length][n];
    double longestWait = 0;
    long horizonNs = WARM_UP_NS + Math.round(REQUESTS / OFFERED_LOAD * Experiment.SERVICE_NS);
    for (int r = 0; r < n; r++) {
      Seen seen = new Seen();
      var result =
          Simulation.run(
              system,
              new RunOptions(horizonNs, WARM_UP_NS, 1, r, 0, true),
              (tenant, deployment, sentNs, queuedNs, startedNs, endedNs, outcome, execution) ->
                  seen.add(sentNs, startedNs, endedNs));
      mean[r] = Readings.sojourn(0).applyAsDouble(result);
      found[r] = seen.meanFound();
      longestWait = Math.max(longestWait, seen.longestWaitNs);
      double[] fractions = seen.fractionsAtMost(LEVELS);
      for (int k = 0; k < LEVELS.length; k++) {
        atMost[k][r] = fractions[k];
      }
    }
    List<CheckRow> rows = new ArrayList<>();
    rows.add(Experiment.row(id + ".mean", "M/G/∞: E[S]", 1, mean));
    rows.add(CheckRow.within(id + ".wait", "M/G/∞: nobody waits", 0, longestWait, 0));
    rows.add(Experiment.row(id + ".found", SOURCE, OFFERED_LOAD, found));
    for (int k = 0; k < LEVELS.length; k++) {
      rows.add(
          Experiment.row(
              id + ".atmost" + LEVELS[k],
              SOURCE,
              ClosedForms.poissonAtMost(LEVELS[k], OFFERED_LOAD),
              atMost[k]));
    }
    return rows;
  }

  /** Arrivals and departures of one run. */
  private static final class Seen {
    private final List<Long> sentNs = new ArrayList<>();
    private final List<Long> endedNs = new ArrayList<>();
    private double longestWaitNs;

    void add(long sent, long started, long ended) {
      sentNs.add(sent);
      endedNs.add(ended);
      longestWaitNs = Math.max(longestWaitNs, started - sent);
    }

    /** Mean number of others that arrivals after warm-up found in the system. */
    double meanFound() {
      return Arrays.stream(found()).average().orElseThrow();
    }

    /** Fractions of the arrivals after warm-up that found at most k others in the system. */
    double[] fractionsAtMost(int[] levels) {
      int[] found = found();
      double[] fractions = new double[levels.length];
      for (int k = 0; k < levels.length; k++) {
        int level = levels[k];
        fractions[k] = (double) Arrays.stream(found).filter(n -> n <= level).count() / found.length;
      }
      return fractions;
    }

    private int[] found() {
      long[] sent = sentNs.stream().mapToLong(Long::longValue).sorted().toArray();
      long[] ended = endedNs.stream().mapToLong(Long::longValue).sorted().toArray();
      int[] found = new int[sent.length];
      int measured = 0;
      int gone = 0;
      for (int i = 0; i < sent.length; i++) {
        while (gone < ended.length && ended[gone] <= sent[i]) {
          gone++;
        }
        if (sent[i] >= WARM_UP_NS) {
          found[measured++] = i - gone;
        }
      }
      return Arrays.copyOf(found, measured);
    }
  }
}
