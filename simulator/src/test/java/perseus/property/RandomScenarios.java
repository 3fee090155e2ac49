package perseus.property;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import perseus.arrival.Arrivals;
import perseus.arrival.Arrivals.ClosedLoop;
import perseus.arrival.Arrivals.OpenLoop;
import perseus.arrival.Arrivals.Process;
import perseus.arrival.ConstantRate;
import perseus.arrival.GammaRenewal;
import perseus.arrival.Mmpp;
import perseus.arrival.Poisson;
import perseus.arrival.WeibullRenewal;
import perseus.batching.ModelConfig;
import perseus.batching.ModelConfig.DynamicBatching;
import perseus.batching.ModelConfig.QueuePolicy;
import perseus.batching.ModelConfig.TimeoutAction;
import perseus.gpu.Interference;
import perseus.gpu.Sharing;
import perseus.profile.ServiceCurve;
import perseus.profile.ServiceDistribution;
import perseus.server.Deployment;
import perseus.server.Deployment.EnsembleStep;
import perseus.server.Deployment.Instance;
import perseus.server.Gpu;
import perseus.server.Host;
import perseus.server.Host.FrontEnd;
import perseus.server.Host.Payloads;
import perseus.server.Host.RateLimiter;
import perseus.server.Host.SchedulerLatency;
import perseus.server.RoutingPolicy;
import perseus.server.RunOptions;
import perseus.server.ServingSystem;
import perseus.server.Tenant;

/** Small serving systems drawn from a seed: a function of (seed, features). */
final class RandomScenarios {
  /** Interference of constant 10 % per neighbour. */
  private static final Interference TEN_PERCENT =
      (running, self) -> 1 + 0.1 * (running.count() - 1);

  /** A system and how to run it. */
  record Scenario(long seed, ServingSystem system, RunOptions options) {
    /** What a failing test prints. */
    @Override
    public String toString() {
      return "seed %d: %s %s".formatted(seed, Describe.value(system), options);
    }
  }

  private final SplittableRandom random;
  private final Set<Feature> features;
  private final List<Host> hosts = new ArrayList<>();
  private final List<Gpu> gpus = new ArrayList<>();
  private final List<Deployment> deployments = new ArrayList<>();
  private final List<Tenant> tenants = new ArrayList<>();

  private RandomScenarios(long seed, Set<Feature> features) {
    this.random = new SplittableRandom(seed);
    this.features = features;
  }

  static Scenario any(long seed) {
    return with(seed, EnumSet.allOf(Feature.class));
  }

  static Scenario with(long seed, Set<Feature> features) {
    return new RandomScenarios(seed, features).scenario(seed);
  }

  private Scenario scenario(long seed) {
    int hostCount = has(Feature.HOSTS) ? 1 + random.nextInt(2) : 1;
    for (int h = 0; h < hostCount; h++) {
      hosts.add(host(h));
    }
    int models = 1 + random.nextInt(3);
    for (int m = 0; m < models; m++) {
      model(m);
    }
    if (sometimes(Feature.ENSEMBLES, 0.4)) {
      ensemble();
    }
    int tenantCount = 1 + random.nextInt(4);
    for (int t = 0; t < tenantCount; t++) {
      tenants.add(tenant(t));
    }
    RoutingPolicy[] routing = RoutingPolicy.values();
    ServingSystem system =
        new ServingSystem(
            hosts, gpus, deployments, tenants, routing[random.nextInt(routing.length)]);
    long horizonNs = 1_000_000L * (200 + random.nextInt(1800));
    long warmUpNs = chance(0.5) ? 0 : horizonNs / 5;
    return new Scenario(
        seed, system, new RunOptions(horizonNs, warmUpNs, seed, 0, 0, random.nextBoolean()));
  }

  private Host host(int h) {
    boolean costly = sometimes(Feature.OVERHEADS, 0.6);
    FrontEnd frontEnd =
        costly
            ? new FrontEnd(
                chance(0.5) ? 0 : 1e7 + random.nextDouble() * 1e9,
                1 + random.nextInt(3),
                random.nextLong(500_000),
                random.nextDouble() * 2,
                random.nextLong(200_000),
                random.nextDouble() * 2,
                random.nextBoolean(),
                random.nextLong(300_000))
            : FrontEnd.NONE;
    SchedulerLatency latency =
        costly && chance(0.7) ? SchedulerLatency.TRITON : SchedulerLatency.IDEAL;
    RateLimiter limiter =
        sometimes(Feature.RATE_LIMITER, 0.3)
            ? new RateLimiter(
                true, List.of("R", "G"), List.of(false, true), List.of(2, 2 + random.nextInt(2)))
            : RateLimiter.OFF;
    Payloads[] payloads = Payloads.values();
    return new Host(
        "s" + h,
        frontEnd,
        latency,
        limiter,
        costly && chance(0.5) ? random.nextDouble() * 0.1 : 0,
        sometimes(Feature.CACHES, 0.5) ? 1 + random.nextInt(50) : 0,
        has(Feature.OVERHEADS) ? payloads[random.nextInt(payloads.length)] : Payloads.GROWING);
  }

  /** One model on one or all hosts. */
  private void model(int m) {
    ModelConfig config = config();
    ServiceCurve service = service();
    boolean everywhere = chance(0.5);
    for (int h = 0; h < hosts.size(); h++) {
      if (everywhere || h == m % hosts.size()) {
        int count = 1 + random.nextInt(3);
        List<Instance> instances = new ArrayList<>();
        for (int i = 0; i < count; i++) {
          instances.add(instance(h));
        }
        deployments.add(new Deployment("m" + m, h, config, service, instances, 0, List.of()));
      }
    }
  }

  private Instance instance(int host) {
    boolean limited = hosts.get(host).rateLimiter().enabled();
    List<Integer> units =
        limited && chance(0.8) ? List.of(random.nextInt(3), random.nextInt(3)) : List.of();
    int priority = limited ? random.nextInt(3) : 0;
    if (!has(Feature.SHARED_GPUS)) {
      return new Instance(gpu(host, Sharing.EXCLUSIVE), 1, 1, units, priority);
    }
    if (chance(0.15)) {
      return new Instance(-1, 1, 1, units, priority);
    }
    double share = 0.25 * (1 + random.nextInt(4));
    for (int g = 0; g < gpus.size(); g++) {
      if (gpus.get(g).host() == host && chance(0.6)) {
        return new Instance(g, share, 1, units, priority);
      }
    }
    return new Instance(gpu(host, sharing()), share, 1, units, priority);
  }

  private Sharing sharing() {
    switch (random.nextInt(3)) {
      case 0:
        return Sharing.STREAMS;
      case 1:
        return Sharing.MPS;
      default:
        return new Sharing(Sharing.Mode.TIME_SLICED, random.nextDouble() * 0.1);
    }
  }

  private int gpu(int host, Sharing sharing) {
    Interference interference =
        has(Feature.SHARED_GPUS) && chance(0.3) ? TEN_PERCENT : Interference.NONE;
    gpus.add(new Gpu("gpu" + gpus.size(), host, "G", sharing, 0, interference));
    return gpus.size() - 1;
  }

  private ModelConfig config() {
    if (chance(0.25)) {
      return ModelConfig.NO_BATCHING;
    }
    int max = 1 << random.nextInt(4);
    List<Integer> preferred = new ArrayList<>();
    for (int size = 2; size <= max; size *= 2) {
      if (chance(0.4)) {
        preferred.add(size);
      }
    }
    int levels = sometimes(Feature.POLICIES, 0.4) ? 1 + random.nextInt(3) : 0;
    Map<Integer, QueuePolicy> perLevel = new TreeMap<>();
    if (levels > 0 && chance(0.5)) {
      perLevel.put(1 + random.nextInt(levels), policy());
    }
    return new ModelConfig(
        max,
        new DynamicBatching(
            preferred,
            sometimes(Feature.DELAYS, 0.6) ? random.nextInt(8_000) : 0,
            levels,
            levels == 0 ? 0 : 1 + random.nextInt(levels),
            policy(),
            perLevel,
            false),
        random.nextBoolean(),
        has(Feature.CACHES) && chance(0.5));
  }

  private QueuePolicy policy() {
    if (!sometimes(Feature.POLICIES, 0.5)) {
      return QueuePolicy.DEFAULT;
    }
    return new QueuePolicy(
        random.nextBoolean() ? TimeoutAction.REJECT : TimeoutAction.DELAY,
        chance(0.6) ? 1_000 + random.nextInt(50_000) : 0,
        random.nextBoolean(),
        chance(0.5) ? 1 + random.nextInt(20) : 0);
  }

  private ServiceCurve service() {
    double fixed = 200_000 + random.nextInt(3_000_000);
    double each = 50_000 + random.nextInt(500_000);
    double host = sometimes(Feature.SHARED_GPUS, 0.5) ? random.nextInt(500_000) : 0;
    ServiceDistribution distribution = ServiceDistribution.DETERMINISTIC;
    if (has(Feature.RANDOM_SERVICE)) {
      switch (random.nextInt(3)) {
        case 0:
          distribution = ServiceDistribution.EXPONENTIAL;
          break;
        case 1:
          distribution = ServiceDistribution.lognormal(0.3);
          break;
        default:
          break;
      }
    }
    double occupancy = has(Feature.SHARED_GPUS) ? 0.2 + 0.8 * random.nextDouble() : 1;
    return new ServiceCurve(
        new int[] {1, 8},
        new double[] {host, host},
        new double[] {fixed + each, fixed + 8 * each},
        new double[2],
        new double[] {fixed + each, fixed + 8 * each},
        distribution,
        occupancy);
  }

  /** A chain or a fork over models of host 0. */
  private void ensemble() {
    List<Integer> onHost = new ArrayList<>();
    for (int d = 0; d < deployments.size(); d++) {
      if (deployments.get(d).host() == 0) {
        onHost.add(d);
      }
    }
    List<EnsembleStep> steps = new ArrayList<>();
    int count = 2 + random.nextInt(2);
    for (int s = 0; s < count; s++) {
      List<Integer> after = new ArrayList<>();
      for (int before = 0; before < s; before++) {
        if (chance(0.5)) {
          after.add(before);
        }
      }
      steps.add(new EnsembleStep(onHost.get(random.nextInt(onHost.size())), after));
    }
    deployments.add(
        new Deployment("ensemble", 0, ModelConfig.NO_BATCHING, service(), List.of(), 0, steps));
  }

  private Tenant tenant(int t) {
    Deployment target = deployments.get(random.nextInt(deployments.size()));
    int largest = target.config().maxBatchSize();
    int batch =
        has(Feature.REQUEST_BATCHES) && largest > 1 && chance(0.3)
            ? 1 + random.nextInt(largest)
            : 1;
    return new Tenant(
        "t" + t,
        target.model(),
        arrivals(),
        batch,
        has(Feature.POLICIES) ? random.nextInt(4) : 0,
        sometimes(Feature.POLICIES, 0.4) ? 500 + random.nextInt(20_000) : 0,
        chance(0.5) ? 5_000_000 : 0,
        99,
        has(Feature.OVERHEADS) ? random.nextInt(300_000) : 0,
        has(Feature.OVERHEADS) ? random.nextInt(10_000) : 0,
        has(Feature.CACHES) && chance(0.6) ? 1 + random.nextInt(60) : 0);
  }

  private Arrivals arrivals() {
    if (sometimes(Feature.FEEDBACK, 0.35)) {
      return new ClosedLoop(
          1 + random.nextInt(12),
          chance(0.5) ? 0 : random.nextInt(20_000_000),
          random.nextBoolean(),
          random.nextInt(10_000_000));
    }
    int cap = sometimes(Feature.FEEDBACK, 0.35) ? 1 + random.nextInt(20) : 0;
    return new OpenLoop(
        process(20 + random.nextInt(600)),
        cap,
        cap > 0 && random.nextBoolean(),
        cap > 0 && chance(0.5) ? random.nextInt(500_000) : 0,
        chance(0.2) ? 1 + random.nextInt(200) : 0);
  }

  private Process process(double rate) {
    if (!has(Feature.ARRIVALS)) {
      return new Poisson(rate);
    }
    switch (random.nextInt(5)) {
      case 0:
        return new ConstantRate(rate);
      case 1:
        return new GammaRenewal(rate, 0.3 + 2 * random.nextDouble());
      case 2:
        return new WeibullRenewal(rate, 0.3 + 2 * random.nextDouble());
      case 3:
        return new Mmpp(List.of(2 * rate, 0.0), List.of(20_000_000L, 20_000_000L));
      default:
        return new Poisson(rate);
    }
  }

  private boolean has(Feature feature) {
    return features.contains(feature);
  }

  private boolean sometimes(Feature feature, double probability) {
    return has(feature) && chance(probability);
  }

  private boolean chance(double probability) {
    return random.nextDouble() < probability;
  }
}
