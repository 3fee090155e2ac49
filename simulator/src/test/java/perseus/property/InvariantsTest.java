package perseus.property;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import perseus.arrival.Arrivals;
import perseus.arrival.Arrivals.OpenLoop;
import perseus.batching.ModelConfig;
import perseus.batching.ModelConfig.QueuePolicy;
import perseus.batching.ModelConfig.TimeoutAction;
import perseus.metric.CrossChecks;
import perseus.property.EventLog.Execution;
import perseus.property.EventLog.Request;
import perseus.property.RandomScenarios.Scenario;
import perseus.server.Deployment;
import perseus.server.Outcome;
import perseus.server.RunOptions;
import perseus.server.RunResult.TenantResult;

/** Invariants of every run, over random systems. */
class InvariantsTest {
  static LongStream seeds() {
    return LongStream.rangeClosed(1, Long.getLong("property.seeds", 150));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyRequestHasOneOutcome(long seed) {
    Scenario scenario = RandomScenarios.any(seed);
    EventLog log = EventLog.of(scenario);
    for (int t = 0; t < scenario.system().tenants().size(); t++) {
      TenantResult tenant = log.result().tenants().get(t);
      assertThat(
              tenant.completed()
                  + tenant.rejected()
                  + tenant.timedOut()
                  + tenant.cancelled()
                  + tenant.failed()
                  + tenant.unfinished())
          .as("%s", scenario)
          .isEqualTo(tenant.arrived());
      long seen =
          log.of(t).stream()
              .filter(r -> r.outcome() == Outcome.COMPLETED)
              .filter(r -> r.sentNs() >= scenario.options().warmUpNs())
              .count();
      assertThat(seen).as("%s", scenario).isEqualTo(tenant.completed());
      assertThat(tenant.latency().count()).as("%s", scenario).isEqualTo(tenant.completed());
    }
    assertThat(CrossChecks.check(scenario.system(), log.result())).as("%s", scenario).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void causePrecedesEffect(long seed) {
    Scenario scenario = RandomScenarios.any(seed);
    EventLog log = EventLog.of(scenario);
    for (Request r : log.requests) {
      long latest = r.sentNs();
      if (r.queuedNs() >= 0) {
        assertThat(r.queuedNs()).as("%s %s", r, scenario).isGreaterThanOrEqualTo(latest);
        latest = r.queuedNs();
      }
      if (r.startedNs() >= 0) {
        assertThat(r.queuedNs()).as("%s %s", r, scenario).isNotNegative();
        assertThat(r.startedNs()).as("%s %s", r, scenario).isGreaterThanOrEqualTo(latest);
        latest = r.startedNs();
      }
      assertThat(r.endedNs()).as("%s %s", r, scenario).isGreaterThanOrEqualTo(latest);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void batchesFitAndDoNotOverlapOnAnInstance(long seed) {
    Scenario scenario = RandomScenarios.any(seed);
    EventLog log = EventLog.of(scenario);
    Map<Integer, Long> freeAt = new HashMap<>();
    log.executions.stream()
        .sorted(Comparator.comparingLong(Execution::startNs).thenComparing(Execution::id))
        .forEach(
            x -> {
              Deployment d = scenario.system().deployments().get(x.deployment());
              assertThat(x.size())
                  .as("%s %s", x, scenario)
                  .isBetween(1, Math.max(1, d.config().maxBatchSize()));
              assertThat(x.startNs())
                  .as("%s %s", x, scenario)
                  .isGreaterThanOrEqualTo(freeAt.getOrDefault(x.instance(), 0L));
              freeAt.put(x.instance(), x.endNs());
            });
  }

  /** Each request is in exactly the execution it names, and executions hold nobody else. */
  @ParameterizedTest
  @MethodSource("seeds")
  void executionsHoldTheirRequests(long seed) {
    EnumSet<Feature> features = EnumSet.allOf(Feature.class);
    // Steps of ensembles execute too, and are not requests of a tenant.
    features.remove(Feature.ENSEMBLES);
    Scenario scenario = RandomScenarios.with(seed, features);
    EventLog log = EventLog.of(scenario);
    Map<Long, List<Request>> members = new HashMap<>();
    for (Request r : log.requests) {
      if (r.execution() >= 0) {
        members.computeIfAbsent(r.execution(), id -> new ArrayList<>()).add(r);
      }
    }
    for (Execution x : log.executions) {
      List<Request> requests = members.getOrDefault(x.id(), List.of());
      assertThat(requests).as("%s %s", x, scenario).hasSize(x.requests());
      assertThat(
              requests.stream()
                  .mapToInt(r -> scenario.system().tenants().get(r.tenant()).requestBatch())
                  .sum())
          .as("%s %s", x, scenario)
          .isEqualTo(x.size());
      for (Request r : requests) {
        assertThat(r.deployment()).as("%s %s", x, scenario).isEqualTo(x.deployment());
        assertThat(r.startedNs()).as("%s %s", x, scenario).isEqualTo(x.startNs());
      }
    }
  }

  /** Within a level a request starts no earlier than one queued before it. */
  @ParameterizedTest
  @MethodSource("seeds")
  void firstInFirstOutWithinALevel(long seed) {
    EnumSet<Feature> features = EnumSet.allOf(Feature.class);
    features.remove(Feature.ENSEMBLES);
    Scenario scenario = RandomScenarios.with(seed, features);
    EventLog log = EventLog.of(scenario);
    Map<String, Request> last = new HashMap<>();
    log.requests.stream()
        .filter(r -> r.startedNs() >= 0)
        .filter(r -> !delaysExpired(scenario, r))
        .sorted(Comparator.comparingLong(Request::queuedNs).thenComparingLong(Request::startedNs))
        .forEach(
            r -> {
              String queue = r.deployment() + "/" + level(scenario, r);
              Request before = last.put(queue, r);
              if (before != null) {
                assertThat(r.startedNs())
                    .as("%s after %s %s", r, before, scenario)
                    .isGreaterThanOrEqualTo(before.startedNs());
              }
            });
  }

  private static int level(Scenario scenario, Request r) {
    ModelConfig config = scenario.system().deployments().get(r.deployment()).config();
    int levels = config.dynamicBatching() == null ? 0 : config.dynamicBatching().priorityLevels();
    int priority = scenario.system().tenants().get(r.tenant()).priority();
    return priority >= 1 && priority <= levels
        ? priority
        : levels == 0 ? 0 : config.dynamicBatching().defaultPriorityLevel();
  }

  /** A request whose timeout passes under DELAY goes behind the others of its level. */
  private static boolean delaysExpired(Scenario scenario, Request r) {
    ModelConfig config = scenario.system().deployments().get(r.deployment()).config();
    if (config.dynamicBatching() == null) {
      return false;
    }
    QueuePolicy policy =
        config
            .dynamicBatching()
            .priorityQueuePolicy()
            .getOrDefault(
                Math.max(1, level(scenario, r)), config.dynamicBatching().defaultQueuePolicy());
    return policy.timeoutAction() == TimeoutAction.DELAY && policy.defaultTimeoutUs() > 0;
  }

  /** Without latencies, queue delays and rate limiter, nobody waits while an instance is idle. */
  @ParameterizedTest
  @MethodSource("seeds")
  void noInstanceIdlesWhileRequestsWait(long seed) {
    EnumSet<Feature> features =
        EnumSet.complementOf(
            EnumSet.of(Feature.OVERHEADS, Feature.DELAYS, Feature.RATE_LIMITER, Feature.ENSEMBLES));
    Scenario scenario = RandomScenarios.with(seed, features);
    EventLog log = EventLog.of(scenario);
    for (int d = 0; d < scenario.system().deployments().size(); d++) {
      int deployment = d;
      int instances = scenario.system().deployments().get(d).instances().size();
      // Changes of (waiting, busy); all changes of one instant are applied before the test.
      List<long[]> changes = new ArrayList<>();
      for (Request r : log.requests) {
        boolean waited = r.deployment() == deployment && r.startedNs() > r.queuedNs();
        if (waited) {
          changes.add(new long[] {r.queuedNs(), 1, 0});
          changes.add(new long[] {r.startedNs(), -1, 0});
        }
      }
      for (Execution x : log.executions) {
        if (x.deployment() == deployment) {
          changes.add(new long[] {x.startNs(), 0, 1});
          changes.add(new long[] {x.endNs(), 0, -1});
        }
      }
      changes.sort(Comparator.comparingLong(change -> change[0]));
      long waiting = 0;
      long busy = 0;
      for (int i = 0; i < changes.size(); i++) {
        waiting += changes.get(i)[1];
        busy += changes.get(i)[2];
        boolean lastOfInstant =
            i + 1 == changes.size() || changes.get(i + 1)[0] > changes.get(i)[0];
        // Executions that the horizon cuts off are not reported, so they look idle.
        boolean cutOff = !scenario.options().drain() && busy < instances;
        if (lastOfInstant && waiting > 0 && !cutOff) {
          assertThat(busy)
              .as("busy instances of model %d at %d %s", d, changes.get(i)[0], scenario)
              .isEqualTo(instances);
        }
      }
      assertThat(waiting).as("%s", scenario).isZero();
    }
  }

  /** From empty to empty, Little's law is an identity. */
  @ParameterizedTest
  @MethodSource("seeds")
  void littlesLaw(long seed) {
    EnumSet<Feature> features = EnumSet.complementOf(EnumSet.of(Feature.POLICIES));
    Scenario random = RandomScenarios.with(seed, features);
    Scenario scenario =
        new Scenario(
            seed,
            random.system(),
            new RunOptions(random.options().horizonNs(), 0, seed, 0, 0, true));
    EventLog log = EventLog.of(scenario);
    for (int t = 0; t < scenario.system().tenants().size(); t++) {
      TenantResult tenant = log.result().tenants().get(t);
      Arrivals arrivals = scenario.system().tenants().get(t).arrivals();
      if (tenant.completed() == 0
          || (arrivals instanceof OpenLoop open
              && open.maxInFlight() > 0
              && !open.latencyFromSend())) {
        // Latency that starts before the send is not time in flight.
        continue;
      }
      double latencies = tenant.latency().mean() * tenant.completed();
      assertThat(tenant.unfinished()).as("%s", scenario).isZero();
      assertThat(tenant.meanInFlight() * log.result().measuredNs())
          .as("%s", scenario)
          .isCloseTo(latencies, within(1e-9 * latencies + 1));
    }
  }
}
