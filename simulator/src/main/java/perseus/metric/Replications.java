package perseus.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import perseus.server.RequestObserver;
import perseus.server.RunOptions;
import perseus.server.RunResult;
import perseus.server.RunResult.TenantResult;
import perseus.server.ServingSystem;
import perseus.server.Simulation;

/** Executes the independent runs of a {@link Plan}; the result is the same for any thread count. */
public final class Replications {
  /** A t interval of fewer runs is too wide to say that a precision is reached. */
  private static final int FEWEST_FOR_PRECISION = 5;

  private Replications() {}

  /** One run of a system: a function of its options, safe to call from several threads. */
  @FunctionalInterface
  public interface Run {
    RunResult run(RunOptions options);
  }

  /**
   * Runs a system and checks every run's laws.
   *
   * @param observer told of the requests of replication 0; null = nobody
   * @throws perseus.kernel.InvariantViolation if a run broke a rule
   */
  public static ReplicationSet run(ServingSystem system, Plan plan, RequestObserver observer) {
    long warmUpNs = 0;
    boolean steady = true;
    if (plan.warmUp().automatic()) {
      RunResult pilot = Simulation.run(system, options(plan, 0, 0, 0));
      CrossChecks.enforce(system, pilot);
      WarmUpEstimate estimate = warmUp(pilot, plan.horizonNs());
      warmUpNs = estimate.ns();
      steady = estimate.steady();
    } else {
      warmUpNs = plan.warmUp().ns();
    }
    Run run =
        options -> {
          RunResult result =
              Simulation.run(system, options, options.replication() == 0 ? observer : null);
          CrossChecks.enforce(system, result);
          return result;
        };
    return replicate(run, plan, warmUpNs, steady);
  }

  /** Runs anything; laws are the caller's. */
  public static ReplicationSet run(Run run, Plan plan) {
    if (!plan.warmUp().automatic()) {
      return replicate(run, plan, plan.warmUp().ns(), true);
    }
    WarmUpEstimate estimate = warmUp(run.run(options(plan, 0, 0, 0)), plan.horizonNs());
    return replicate(run, plan, estimate.ns(), estimate.steady());
  }

  record WarmUpEstimate(long ns, boolean steady) {}

  /** The longest transient among the tenants. */
  static WarmUpEstimate warmUp(RunResult pilot, long horizonNs) {
    long longest = 0;
    boolean steady = true;
    for (TenantResult tenant : pilot.tenants()) {
      if (tenant.completed() == 0) {
        continue;
      }
      double[] series = tenant.seriesMeanNs();
      Mser5.Truncation truncation = Mser5.truncate(series);
      steady &= truncation.steady();
      longest = Math.max(longest, horizonNs / series.length * truncation.slices());
    }
    return new WarmUpEstimate(longest, steady);
  }

  private static RunOptions options(Plan plan, long warmUpNs, int replication, int batches) {
    return new RunOptions(
        plan.horizonNs(), warmUpNs, plan.seed(), replication, batches, plan.drain());
  }

  private static ReplicationSet replicate(Run run, Plan plan, long warmUpNs, boolean steady) {
    boolean sequential = plan.precision() > 0;
    int fewest =
        sequential
            ? Math.min(plan.maxReplications(), Math.max(plan.replications(), FEWEST_FOR_PRECISION))
            : plan.replications();
    int batches = fewest == 1 ? Plan.BATCHES : 0;
    List<RunResult> runs = new ArrayList<>();
    ExecutorService pool = Executors.newFixedThreadPool(plan.threads(), Replications::daemon);
    try {
      List<Future<RunResult>> pending = new ArrayList<>();
      int submitted = 0;
      while (true) {
        int wanted = Math.max(fewest, runs.size() + (sequential ? plan.threads() : 0));
        for (; submitted < Math.min(wanted, plan.maxReplications()); submitted++) {
          RunOptions options = options(plan, warmUpNs, submitted, batches);
          pending.add(pool.submit(() -> run.run(options)));
        }
        if (runs.size() == submitted) {
          return new ReplicationSet(runs, warmUpNs, steady, !sequential, worst(runs));
        }
        runs.add(get(pending.get(runs.size())));
        // The decision looks at a prefix of replications, whatever else has run already.
        if (runs.size() >= fewest) {
          double worst = worst(runs);
          if (!sequential || worst <= plan.precision()) {
            return new ReplicationSet(runs, warmUpNs, steady, true, worst);
          }
        }
      }
    } finally {
      pool.shutdownNow();
    }
  }

  /** Runs beyond the one that decided must not keep the process alive. */
  private static Thread daemon(Runnable runnable) {
    Thread thread = new Thread(runnable, "replication");
    thread.setDaemon(true);
    return thread;
  }

  private static RunResult get(Future<RunResult> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The replications were interrupted.", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Largest relative half-width of mean and P99 over the tenants that completed anything. */
  private static double worst(List<RunResult> runs) {
    double worst = Double.NaN;
    int tenants = runs.get(0).tenants().size();
    for (int t = 0; t < tenants; t++) {
      int tenant = t;
      double[] means =
          runs.stream().mapToDouble(r -> r.tenants().get(tenant).latency().mean()).toArray();
      double[] tails =
          runs.stream()
              .mapToDouble(r -> r.tenants().get(tenant).latency().percentile(99))
              .toArray();
      for (double[] values : List.of(means, tails)) {
        double mean = Intervals.mean(values);
        double relative = mean == 0 ? 0 : Intervals.halfWidth(Intervals.CONFIDENCE, values) / mean;
        if (!Double.isNaN(relative) && !(relative <= worst)) {
          worst = relative;
        }
      }
    }
    return worst;
  }
}
