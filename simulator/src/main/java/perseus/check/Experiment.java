package perseus.check;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import perseus.arrival.Arrivals.OpenLoop;
import perseus.metric.Intervals;
import perseus.server.RunOptions;
import perseus.server.RunResult;
import perseus.server.ServingSystem;
import perseus.server.Simulation;
import perseus.server.Tenant;

/**
 * A serving system whose numbers theory knows, simulated in independent replications. A number
 * passes if the expected value lies in the 99.99 % interval of the replications' means and the
 * interval's half-width is at most 2 % of it.
 *
 * <p>Numbers of requests come from runs whose last requests are run to their end, so that long
 * latencies are not cut off; time averages from runs that stop at the horizon, so that the period
 * is stationary. Little's law is checked exactly, on a finite workload that starts and ends empty.
 *
 * <p>How many requests that takes is worked out beforehand from the queue's asymptotic variance
 * (Whitt, "Planning queueing simulations", Management Science 35(11), 1989). Replications start
 * empty and discard many relaxation times.
 */
final class Experiment {
  static final int REPLICATIONS = 64;
  static final double CONFIDENCE = 0.9999;
  static final double LARGEST_HALF_WIDTH = 0.02;

  /** Half-width aimed at: the realised one varies by about a tenth. */
  private static final double HALF_WIDTH = 0.0165;

  /** Quantile of Student's t with 63 degrees of freedom for {@link #CONFIDENCE}. */
  private static final double QUANTILE = 4.155;

  private static final long SEED = 1;

  /** Mean service time of all systems: what theory calls 1. */
  static final double SERVICE_NS = 1e6;

  /** Effort that is enough for utilisations: they vary like the work that arrives. */
  private static final double TIME_AVERAGE_EFFORT = 6;

  private static final double LEAST_REQUESTS = 200_000;
  private static final double LITTLE_REQUESTS = 20_000;

  private record Quantity(
      String name,
      String source,
      double expected,
      ToDoubleFunction<RunResult> value,
      boolean timeAverage) {}

  private final String id;
  private final ServingSystem system;
  private final double arrivalRate;
  private final double requests;
  private final double warmUp;
  private final List<Quantity> quantities = new ArrayList<>();
  private int multiple = 1;

  /**
   * @param id prefix of the rows' ids
   * @param arrivalRate mean arrivals per mean service time
   * @param relativeVariance asymptotic variance of the mean over requests, per request, relative to
   *     the squared mean, of the most variable number
   * @param warmUp time to discard, in mean service times
   */
  Experiment(
      String id, ServingSystem system, double arrivalRate, double relativeVariance, double warmUp) {
    this.id = id;
    this.system = system;
    this.arrivalRate = arrivalRate;
    this.requests = requests(relativeVariance);
    this.warmUp = warmUp;
  }

  private static double requests(double effort) {
    return Math.max(LEAST_REQUESTS, effort * Math.pow(QUANTILE / HALF_WIDTH, 2));
  }

  /** Adds a number of requests: a mean or percentile over them. */
  Experiment expect(
      String name, String source, double expected, ToDoubleFunction<RunResult> value) {
    quantities.add(new Quantity(name, source, expected, value, false));
    return this;
  }

  /** Adds an average over time. */
  Experiment expectOverTime(
      String name, String source, double expected, ToDoubleFunction<RunResult> value) {
    quantities.add(new Quantity(name, source, expected, value, true));
    return this;
  }

  /**
   * Sends a multiple of {@code batch} requests, for servers that never serve an incomplete batch.
   */
  Experiment inWholeBatches(int batch) {
    multiple = batch;
    return this;
  }

  CheckCase toCase() {
    return new CheckCase(id, requests, this::rows);
  }

  private List<CheckRow> rows() {
    double[][] samples = new double[quantities.size()][REPLICATIONS];
    sample(samples, false, requests);
    sample(samples, true, Math.min(requests, requests(TIME_AVERAGE_EFFORT)));
    List<CheckRow> rows = new ArrayList<>();
    for (int q = 0; q < samples.length; q++) {
      Quantity quantity = quantities.get(q);
      rows.add(row(id + "." + quantity.name(), quantity.source(), quantity.expected(), samples[q]));
    }
    rows.add(little());
    return rows;
  }

  private void sample(double[][] samples, boolean timeAverages, double total) {
    if (quantities.stream().noneMatch(quantity -> quantity.timeAverage() == timeAverages)) {
      return;
    }
    long warmUpNs = Math.round(warmUp * SERVICE_NS);
    long horizonNs = warmUpNs + durationNs(total / REPLICATIONS);
    boolean drain = !timeAverages;
    ServingSystem sender = system;
    if (drain && multiple > 1) {
      sender = limited(multiple * Math.round(horizonNs / SERVICE_NS * arrivalRate / multiple));
      horizonNs *= 2;
    }
    for (int r = 0; r < REPLICATIONS; r++) {
      RunResult result =
          Simulation.run(sender, new RunOptions(horizonNs, warmUpNs, SEED, r, 0, drain));
      for (int q = 0; q < samples.length; q++) {
        Quantity quantity = quantities.get(q);
        if (quantity.timeAverage() == timeAverages) {
          samples[q][r] = quantity.value().applyAsDouble(result);
        }
      }
    }
  }

  /** The system with a limit on the requests of its tenants. */
  private ServingSystem limited(long requestsToSend) {
    List<Tenant> tenants = new ArrayList<>();
    for (Tenant tenant : system.tenants()) {
      OpenLoop open = (OpenLoop) tenant.arrivals();
      tenants.add(
          Tenant.of(
              tenant.name(),
              tenant.model(),
              new OpenLoop(open.process(), 0, false, 0, requestsToSend)));
    }
    return new ServingSystem(
        system.hosts(), system.gpus(), system.deployments(), tenants, system.routing());
  }

  private long durationNs(double requestsToSend) {
    return Math.round(requestsToSend / arrivalRate * SERVICE_NS);
  }

  /** L = λW, with L the mean in flight and W over all requests; both sides are known exactly. */
  private CheckRow little() {
    long sent = Math.round(LITTLE_REQUESTS / multiple) * multiple;
    ServingSystem sender = multiple > 1 ? limited(sent) : system;
    long horizonNs = durationNs(multiple > 1 ? 2 * LITTLE_REQUESTS : LITTLE_REQUESTS);
    RunResult result =
        Simulation.run(sender, new RunOptions(horizonNs, 0, SEED, REPLICATIONS, 0, true));
    double inFlight = 0;
    double latencies = 0;
    for (RunResult.TenantResult tenant : result.tenants()) {
      inFlight += tenant.meanInFlight();
      latencies += tenant.latency().mean() * tenant.completed() / result.measuredNs();
    }
    return CheckRow.within(
        id + ".little",
        "Little's law: L = λW, from empty to empty",
        latencies,
        inFlight,
        1e-9 * latencies);
  }

  /** Judges independent samples of one number. */
  static CheckRow row(String id, String source, double expected, double[] samples) {
    double got = Intervals.mean(samples);
    double halfWidth = Intervals.halfWidth(CONFIDENCE, samples);
    // Where nothing varies, what is left are roundings to whole nanoseconds.
    double tolerance = Math.max(halfWidth, 2e-6 * Math.abs(expected));
    if (!(halfWidth <= LARGEST_HALF_WIDTH * Math.abs(expected))) {
      return new CheckRow(
          id, source, expected, got, tolerance, false, "the interval is wider than 2 %");
    }
    return CheckRow.within(id, source, expected, got, tolerance);
  }
}
