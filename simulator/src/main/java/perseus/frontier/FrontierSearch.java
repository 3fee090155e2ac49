package perseus.frontier;

import java.util.ArrayList;
import java.util.List;
import perseus.arrival.Arrivals;
import perseus.arrival.ConstantRate;
import perseus.arrival.Poisson;
import perseus.frontier.FrontierStudy.Pair;
import perseus.input.InvalidInput;
import perseus.server.RunOptions;
import perseus.server.RunResult;
import perseus.server.ServingSystem;
import perseus.server.Simulation;
import perseus.server.Tenant;

/**
 * Largest load in a given mix that a two-tenant system sustains, by bisection with the same random
 * numbers at every load.
 */
final class FrontierSearch {
  /** Half of this is the error of a point relative to the load. */
  private static final double RESOLUTION = 0.002;

  private final ServingSystem system;
  private final long horizonNs;
  private final long seed;
  private final double sustained;

  /**
   * @param system two tenants with open-loop arrivals of constant or Poisson rate
   * @param sustained fraction of the offered requests that each tenant must have answered
   */
  FrontierSearch(ServingSystem system, long horizonNs, long seed, double sustained) {
    this.system = system;
    this.horizonNs = horizonNs;
    this.seed = seed;
    this.sustained = sustained;
  }

  /**
   * The largest sustained multiple of {@code unit}, as answered rates.
   *
   * @param unit rates at load 1; one of them may be 0 (that tenant sends nothing)
   * @param low a load that is surely sustained
   * @param high a load that surely is not
   */
  Pair largest(Pair unit, double low, double high, int replication) {
    double sustainedLoad = low;
    double tooMuch = high;
    Pair answered = run(unit, low, replication);
    while (tooMuch - sustainedLoad > RESOLUTION * sustainedLoad) {
      double load = (sustainedLoad + tooMuch) / 2;
      Pair rates = run(unit, load, replication);
      if (meets(rates.x(), unit.x() * load) && meets(rates.y(), unit.y() * load)) {
        sustainedLoad = load;
        answered = rates;
      } else {
        tooMuch = load;
      }
    }
    return answered;
  }

  private boolean meets(double answered, double offered) {
    return answered >= sustained * offered;
  }

  private Pair run(Pair unit, double load, int replication) {
    double[] rates = {unit.x() * load, unit.y() * load};
    List<Tenant> tenants = new ArrayList<>();
    for (int t = 0; t < 2; t++) {
      if (rates[t] > 0) {
        tenants.add(atRate(system.tenants().get(t), rates[t]));
      }
    }
    RunResult result =
        Simulation.run(
            new ServingSystem(
                system.hosts(), system.gpus(), system.deployments(), tenants, system.routing()),
            new RunOptions(horizonNs, horizonNs / 10, seed, replication, 0, false));
    double[] answered = new double[2];
    int next = 0;
    for (int t = 0; t < 2; t++) {
      if (rates[t] > 0) {
        answered[t] = result.tenants().get(next++).responsesInWindow() * 1e9 / result.measuredNs();
      }
    }
    return new Pair(answered[0], answered[1]);
  }

  /** The tenant with its arrivals at another mean rate. */
  static Tenant atRate(Tenant tenant, double rate) {
    Arrivals.OpenLoop open = openLoop(tenant);
    Arrivals.Process process;
    if (open.process() instanceof ConstantRate) {
      // The offered rate is the mean rate: a client's drift is not applied on top of it.
      process = new ConstantRate(rate);
    } else if (open.process() instanceof Poisson) {
      process = new Poisson(rate);
    } else {
      throw refused(tenant, "a frontier needs constant or poisson arrivals");
    }
    return new Tenant(
        tenant.name(),
        tenant.model(),
        new Arrivals.OpenLoop(
            process, open.maxInFlight(), open.latencyFromSend(), open.slotHoldNs(), open.limit()),
        tenant.requestBatch(),
        tenant.priority(),
        tenant.timeoutUs(),
        tenant.sloNs(),
        tenant.sloPercentile(),
        tenant.inputBytes(),
        tenant.outputBytes(),
        tenant.distinctInputs());
  }

  /**
   * @throws InvalidInput if the tenant's clients are a closed loop
   */
  static Arrivals.OpenLoop openLoop(Tenant tenant) {
    if (tenant.arrivals() instanceof Arrivals.OpenLoop open) {
      return open;
    }
    throw refused(tenant, "a frontier needs open-loop arrivals");
  }

  private static InvalidInput refused(Tenant tenant, String why) {
    return new InvalidInput(
        "frontier study", List.of("tenants[" + tenant.name() + "].arrivals: " + why));
  }
}
