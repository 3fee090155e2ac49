package perseus.server;

import perseus.random.RandomStreams;
import umontreal.ssj.rng.RandomStream;

/** Picks the deployment of each request (SEMANTICS.md, rule E2). */
final class Router {
  private final RoutingPolicy policy;
  private final int[][] candidates;
  private final int[] nextRoundRobin;
  private final RandomStream[] streams;
  private final int[] outstanding;

  Router(ServingSystem system, RunOptions options) {
    policy = system.routing();
    int n = system.tenants().size();
    candidates = new int[n][];
    nextRoundRobin = new int[n];
    streams = new RandomStream[n];
    outstanding = new int[system.deployments().size()];
    for (int t = 0; t < n; t++) {
      String model = system.tenants().get(t).model();
      candidates[t] =
          java.util.stream.IntStream.range(0, outstanding.length)
              .filter(d -> system.deployments().get(d).model().equals(model))
              .toArray();
      if (candidates[t].length == 0) {
        throw new IllegalArgumentException(
            "No server holds model '%s' of tenant '%s'."
                .formatted(model, system.tenants().get(t).name()));
      }
      streams[t] =
          RandomStreams.stream(
              options.seed(), "routing", system.tenants().get(t).name(), options.replication());
    }
  }

  /** The deployment for the tenant's next request; it counts as outstanding from now on. */
  int route(int tenant) {
    int[] c = candidates[tenant];
    int chosen;
    if (c.length == 1) {
      chosen = c[0];
    } else {
      switch (policy) {
        case LEAST_OUTSTANDING:
          chosen = c[0];
          for (int d : c) {
            if (outstanding[d] < outstanding[chosen]) {
              chosen = d;
            }
          }
          break;
        case ROUND_ROBIN:
          chosen = c[nextRoundRobin[tenant]];
          nextRoundRobin[tenant] = (nextRoundRobin[tenant] + 1) % c.length;
          break;
        case RANDOM:
          chosen = c[streams[tenant].nextInt(0, c.length - 1)];
          break;
        case POWER_OF_TWO:
          {
            int i = streams[tenant].nextInt(0, c.length - 1);
            int j = streams[tenant].nextInt(0, c.length - 2);
            if (j >= i) {
              j++;
            }
            int first = c[Math.min(i, j)];
            int second = c[Math.max(i, j)];
            chosen = outstanding[second] < outstanding[first] ? second : first;
            break;
          }
        default:
          throw new AssertionError(policy);
      }
    }
    outstanding[chosen]++;
    return chosen;
  }

  /** The request was answered. */
  void answered(int deployment) {
    outstanding[deployment]--;
  }
}
