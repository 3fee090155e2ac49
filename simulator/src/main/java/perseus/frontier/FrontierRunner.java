package perseus.frontier;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.commons.math3.distribution.TDistribution;
import perseus.frontier.FrontierResult.Comparison;
import perseus.frontier.FrontierResult.Point;
import perseus.frontier.FrontierStudy.Pair;
import perseus.profile.Basis;
import perseus.server.ServingSystem;

/** Predicts the frontier of one case, points side by side on several threads. */
public final class FrontierRunner {
  /** Loads searched, in dedicated servers: a mix can leave most of a partitioned server idle. */
  private static final double LOWEST = 0.2;

  private static final double HIGHEST = 1.6;

  private FrontierRunner() {}

  /**
   * @param system the case's system, two tenants
   * @param guess rates near the dedicated peaks, where their search starts
   * @param known dedicated peaks found for another case, null = search them
   * @param replications independent runs per point ≥ 1
   * @param progress told a line when a point is done
   */
  public static FrontierResult run(
      FrontierStudy study,
      FrontierStudy.Case c,
      ServingSystem system,
      long horizonNs,
      long seed,
      int replications,
      double usdPerHour,
      Basis basis,
      Pair guess,
      Pair known,
      int threads,
      Consumer<String> progress) {
    FrontierSearch search = new FrontierSearch(system, horizonNs, seed, study.sustained());
    ExecutorService pool = Executors.newFixedThreadPool(threads, FrontierRunner::daemon);
    try {
      Pair dedicated = known != null ? known : peaks(search, guess, replications, pool);
      progress.accept(c.name());

      List<Pair> units = new ArrayList<>();
      for (double mix : study.mixes()) {
        units.add(new Pair(mix * dedicated.x(), (1 - mix) * dedicated.y()));
      }
      for (Pair m : c.measured()) {
        double sum = m.x() / dedicated.x() + m.y() / dedicated.y();
        units.add(new Pair(m.x() / sum, m.y() / sum));
      }
      List<Callable<List<Pair>>> tasks = new ArrayList<>();
      for (Pair unit : units) {
        tasks.add(
            () -> {
              List<Pair> rates = replicate(search, unit, LOWEST, HIGHEST, replications);
              progress.accept(c.name());
              return rates;
            });
      }
      List<List<Pair>> found = all(pool, tasks);

      List<Point> curve = new ArrayList<>();
      boolean ownPeaks = known == null;
      if (ownPeaks) {
        curve.add(new Point(0, new Pair(0, dedicated.y()), 1, 0));
      }
      int mixes = study.mixes().size();
      for (int i = 0; i < mixes; i++) {
        curve.add(point(found.get(i), dedicated));
      }
      if (ownPeaks) {
        curve.add(new Point(1, new Pair(dedicated.x(), 0), 1, 0));
      }
      List<Comparison> comparisons = new ArrayList<>();
      for (int i = 0; i < c.measured().size(); i++) {
        Pair m = c.measured().get(i);
        comparisons.add(
            new Comparison(
                m,
                m.x() / c.dedicated().x() + m.y() / c.dedicated().y(),
                point(found.get(mixes + i), c.dedicated())));
      }
      return new FrontierResult(
          c.name(), usdPerHour, basis, dedicated, c.dedicated(), curve, comparisons);
    } finally {
      pool.shutdownNow();
    }
  }

  private static Pair peaks(
      FrontierSearch search, Pair guess, int replications, ExecutorService pool) {
    List<List<Pair>> alone =
        all(
            pool,
            List.of(
                () -> replicate(search, new Pair(guess.x(), 0), 0.2, 5, replications),
                () -> replicate(search, new Pair(0, guess.y()), 0.2, 5, replications)));
    return new Pair(
        alone.get(0).stream().mapToDouble(Pair::x).average().orElseThrow(),
        alone.get(1).stream().mapToDouble(Pair::y).average().orElseThrow());
  }

  private static List<Pair> replicate(
      FrontierSearch search, Pair unit, double low, double high, int replications) {
    List<Pair> rates = new ArrayList<>();
    for (int r = 0; r < replications; r++) {
      rates.add(search.largest(unit, low, high, r));
    }
    return rates;
  }

  private static Point point(List<Pair> replications, Pair dedicated) {
    int n = replications.size();
    double x = 0;
    double y = 0;
    double squares = 0;
    for (Pair p : replications) {
      x += p.x() / n;
      y += p.y() / n;
    }
    double sum = x / dedicated.x() + y / dedicated.y();
    for (Pair p : replications) {
      double s = p.x() / dedicated.x() + p.y() / dedicated.y();
      squares += (s - sum) * (s - sum);
    }
    double halfWidth =
        n < 2
            ? Double.NaN
            : new TDistribution(n - 1).inverseCumulativeProbability(0.975)
                * Math.sqrt(squares / (n - 1) / n);
    return new Point(x / dedicated.x() / sum, new Pair(x, y), sum, halfWidth);
  }

  private static <T> List<T> all(ExecutorService pool, List<Callable<T>> tasks) {
    List<T> results = new ArrayList<>();
    try {
      for (Future<T> future : pool.invokeAll(tasks)) {
        results.add(future.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The search was interrupted.", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
    return results;
  }

  private static Thread daemon(Runnable runnable) {
    Thread thread = new Thread(runnable, "frontier");
    thread.setDaemon(true);
    return thread;
  }
}
