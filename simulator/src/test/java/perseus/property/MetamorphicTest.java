package perseus.property;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import perseus.arrival.Arrivals;
import perseus.arrival.Poisson;
import perseus.arrival.Replay;
import perseus.batching.ModelConfig;
import perseus.batching.ModelConfig.DynamicBatching;
import perseus.gpu.Interference;
import perseus.gpu.Sharing;
import perseus.profile.ServiceCurve;
import perseus.profile.ServiceDistribution;
import perseus.property.EventLog.Request;
import perseus.property.RandomScenarios.Scenario;
import perseus.server.Deployment;
import perseus.server.Deployment.Instance;
import perseus.server.Gpu;
import perseus.server.Host;
import perseus.server.RoutingPolicy;
import perseus.server.RunOptions;
import perseus.server.RunResult;
import perseus.server.ServingSystem;
import perseus.server.Simulation;
import perseus.server.Tenant;

/** Relations between two runs that theory does not need a formula for. */
class MetamorphicTest {
  private static final long US = 1000;

  static LongStream seeds() {
    return LongStream.rangeClosed(1, Long.getLong("property.seeds", 150) / 3);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void sameSystemAndSeedSameBytes(long seed) {
    Scenario scenario = RandomScenarios.any(seed);
    EventLog first = EventLog.of(scenario);
    EventLog second = EventLog.of(scenario);
    assertThat(second.requests).as("%s", scenario).isEqualTo(first.requests);
    assertThat(second.executions).as("%s", scenario).isEqualTo(first.executions);
    RunResult unobserved = Simulation.run(scenario.system(), scenario.options());
    assertThat(Describe.value(unobserved))
        .as("%s", scenario)
        .isEqualTo(Describe.value(first.result()));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aSilentTenantChangesNothing(long seed) {
    Scenario scenario = RandomScenarios.any(seed);
    ServingSystem system = scenario.system();
    List<Tenant> more = new ArrayList<>(system.tenants());
    more.add(
        Tenant.of(
            "silent", system.tenants().get(0).model(), Arrivals.open(new Replay(new long[0]))));
    RunResult without = Simulation.run(system, scenario.options());
    RunResult with = Simulation.run(withTenants(system, more), scenario.options());
    assertThat(Describe.value(with.tenants().subList(0, system.tenants().size())))
        .as("%s", scenario)
        .isEqualTo(Describe.value(without.tenants()));
    assertThat(Describe.value(with.deployments()))
        .as("%s", scenario)
        .isEqualTo(Describe.value(without.deployments()));
  }

  /** Poisson tenants never send at one instant, so their order in the list decides nothing. */
  @ParameterizedTest
  @MethodSource("seeds")
  void theOrderOfTenantsDoesNotMatter(long seed) {
    EnumSet<Feature> features = EnumSet.allOf(Feature.class);
    features.removeAll(Set.of(Feature.ARRIVALS, Feature.FEEDBACK));
    Scenario scenario = RandomScenarios.with(seed, features);
    ServingSystem system = scenario.system();
    List<Tenant> reversed = new ArrayList<>(system.tenants());
    Collections.reverse(reversed);
    RunResult forwards = Simulation.run(system, scenario.options());
    RunResult backwards = Simulation.run(withTenants(system, reversed), scenario.options());
    List<RunResult.TenantResult> restored = new ArrayList<>(backwards.tenants());
    Collections.reverse(restored);
    assertThat(Describe.value(restored))
        .as("%s", scenario)
        .isEqualTo(Describe.value(forwards.tenants()));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theWarmUpOnlySelects(long seed) {
    Scenario scenario = RandomScenarios.any(seed);
    RunOptions o = scenario.options();
    RunOptions measured = new RunOptions(o.horizonNs(), 0, o.seed(), o.replication(), 0, o.drain());
    assertThat(Simulation.run(scenario.system(), measured).events())
        .as("%s", scenario)
        .isEqualTo(Simulation.run(scenario.system(), o).events());
  }

  /**
   * Twice every time: twice every result. All times are whole microseconds, since the batcher's
   * waits are, and no device is shared.
   */
  @ParameterizedTest
  @MethodSource("seeds")
  void twiceAsSlowIsTwiceAsLong(long seed) {
    Scenario scenario =
        RandomScenarios.with(
            seed, EnumSet.of(Feature.HOSTS, Feature.DELAYS, Feature.REQUEST_BATCHES));
    SplittableRandom random = new SplittableRandom(seed);
    List<Tenant> once = new ArrayList<>();
    List<Tenant> twice = new ArrayList<>();
    long horizonNs = 500_000_000;
    for (Tenant tenant : scenario.system().tenants()) {
      long[] times =
          random
              .longs(1 + random.nextInt(200), 0, horizonNs / US)
              .map(t -> t * US)
              .sorted()
              .toArray();
      long[] doubled = LongStream.of(times).map(t -> 2 * t).toArray();
      once.add(sending(tenant, times));
      twice.add(sending(tenant, doubled));
    }
    ServingSystem system = scenario.system();
    EventLog fast =
        EventLog.of(
            new Scenario(
                seed,
                withTenants(inMicroseconds(system, 1), once),
                new RunOptions(horizonNs, 0, seed, 0, 0, true)));
    EventLog slower =
        EventLog.of(
            new Scenario(
                seed,
                withTenants(inMicroseconds(system, 2), twice),
                new RunOptions(2 * horizonNs, 0, seed, 0, 0, true)));
    assertThat(slower.requests)
        .as("%s", scenario)
        .isEqualTo(
            fast.requests.stream()
                .map(
                    r ->
                        new Request(
                            r.tenant(),
                            r.deployment(),
                            2 * r.sentNs(),
                            2 * r.queuedNs(),
                            2 * r.startedNs(),
                            2 * r.endedNs(),
                            r.outcome(),
                            r.execution()))
                .toList());
  }

  /**
   * One more instance on a GPU of its own, same arrivals and service times: no request starts later
   * (FIFO, one request at a time: request k draws the k-th service time in both runs).
   */
  @ParameterizedTest
  @MethodSource("seeds")
  void moreInstancesDelayNobody(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int instances = 1 + random.nextInt(4);
    double rate = 1000 * instances * (0.5 + random.nextDouble());
    List<Request> fewer = parallel(seed, instances, rate).of(0);
    List<Request> more = parallel(seed, instances + 1, rate).of(0);
    assertThat(more).hasSameSizeAs(fewer);
    for (int k = 0; k < fewer.size(); k++) {
      assertThat(more.get(k).sentNs()).isEqualTo(fewer.get(k).sentNs());
      assertThat(more.get(k).startedNs())
          .as("request %d of seed %d with %d instances", k, seed, instances)
          .isLessThanOrEqualTo(fewer.get(k).startedNs());
    }
  }

  private static EventLog parallel(long seed, int instances, double rate) {
    List<Gpu> gpus = new ArrayList<>();
    List<Instance> on = new ArrayList<>();
    for (int g = 0; g < instances; g++) {
      gpus.add(new Gpu("gpu" + g, 0, "G", Sharing.EXCLUSIVE, 0, Interference.NONE));
      on.add(Instance.on(g));
    }
    ServingSystem system =
        new ServingSystem(
            List.of(Host.ideal("s")),
            gpus,
            List.of(
                new Deployment(
                    "m",
                    0,
                    ModelConfig.NO_BATCHING,
                    ServiceCurve.linear(1e6, 0, ServiceDistribution.EXPONENTIAL),
                    on,
                    0,
                    List.of())),
            List.of(Tenant.of("t", "m", Arrivals.open(new Poisson(rate)))),
            RoutingPolicy.LEAST_OUTSTANDING);
    return EventLog.of(
        new Scenario(seed, system, new RunOptions(500_000_000, 0, seed, 0, 0, true)));
  }

  private static Tenant sending(Tenant tenant, long[] times) {
    return new Tenant(
        tenant.name(),
        tenant.model(),
        Arrivals.open(new Replay(times)),
        tenant.requestBatch(),
        tenant.priority(),
        0,
        0,
        99,
        0,
        0,
        0);
  }

  /** The system with service times in whole microseconds, and all its times {@code factor}-fold. */
  private static ServingSystem inMicroseconds(ServingSystem system, int factor) {
    return new ServingSystem(
        system.hosts(),
        system.gpus(),
        system.deployments().stream().map(d -> inMicroseconds(d, factor)).toList(),
        system.tenants(),
        system.routing());
  }

  private static Deployment inMicroseconds(Deployment d, int factor) {
    ModelConfig config = d.config();
    DynamicBatching batching = config.dynamicBatching();
    if (batching != null) {
      config =
          new ModelConfig(
              config.maxBatchSize(),
              new DynamicBatching(
                  batching.preferredBatchSizes(),
                  factor * batching.maxQueueDelayUs(),
                  batching.priorityLevels(),
                  batching.defaultPriorityLevel(),
                  batching.defaultQueuePolicy(),
                  batching.priorityQueuePolicy(),
                  batching.preserveOrdering()),
              config.variableShape(),
              config.responseCache());
    }
    long one = Math.round(d.service().totalNs(1) / US);
    long each = Math.round((d.service().totalNs(2) - d.service().totalNs(1)) / US);
    return new Deployment(
        d.model(),
        d.host(),
        config,
        ServiceCurve.linear(
            factor * (one - each) * US, factor * each * US, ServiceDistribution.DETERMINISTIC),
        d.instances(),
        d.memoryBytesPerInstance(),
        d.ensemble());
  }

  private static ServingSystem withTenants(ServingSystem system, List<Tenant> tenants) {
    return new ServingSystem(
        system.hosts(), system.gpus(), system.deployments(), tenants, system.routing());
  }
}
