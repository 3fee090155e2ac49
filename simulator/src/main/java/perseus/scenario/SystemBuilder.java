package perseus.scenario;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import perseus.batching.InstanceGroup;
import perseus.document.Problem;
import perseus.document.Reading;
import perseus.gpu.Interference;
import perseus.gpu.InterferenceModel;
import perseus.gpu.Sharing;
import perseus.placement.Assignment;
import perseus.placement.Placeable;
import perseus.placement.PlacementRules;
import perseus.profile.Profile;
import perseus.profile.ProfileEntry;
import perseus.profile.ServiceCurve;
import perseus.server.Deployment;
import perseus.server.Gpu;
import perseus.server.Host;
import perseus.server.ServingSystem;
import perseus.server.Tenant;

/**
 * Resolves a scenario: servers to hosts and devices, the placement to instances, profiles to
 * service curves. Checks what needs all of them at once, memory above all.
 *
 * <p>Deployments are in the order of hosts, and on a host in the order of the scenario's models. An
 * instance with a share of the SMs runs its GPU work at speed {@code min(1, share / occupancy)}.
 */
public final class SystemBuilder {
  private final Scenario scenario;
  private final Reading reading = new Reading(java.nio.file.Path.of(""));
  private final ProfileLookup lookup;
  private final Machines machines;

  /** Profile entry or stated service of one model on one device type. */
  private record Cost(
      ServiceCurve service,
      long memoryBytes,
      long inputBytes,
      long outputBytes,
      ProfileEntry entry) {}

  private final Map<String, Optional<Cost>> costs = new LinkedHashMap<>();

  /** A deployment being made, with what belongs to it but not into the record. */
  private record Built(ModelSpec model, int host, Deployment deployment, Cost cost) {}

  public SystemBuilder(Scenario scenario) {
    this.scenario = scenario;
    lookup = new ProfileLookup(scenario.profiles());
    machines = Machines.of(scenario.servers(), reading);
  }

  /**
   * The resolved system.
   *
   * @throws ScenarioException with every problem
   */
  public ServingSystem build() {
    throwIfAny();
    List<Integer> placed = new ArrayList<>();
    for (int m = 0; m < scenario.models().size(); m++) {
      if (isOnGpus(scenario.models().get(m))) {
        placed.add(m);
      }
    }
    List<Assignment> assignments = place(placed);
    throwIfAny();
    List<RateLimiterBuilder> limiters =
        machines.hosts().stream().map(h -> new RateLimiterBuilder(h.spec().rateLimit())).toList();
    List<Built> built = deploy(placed, assignments, limiters);
    throwIfAny();
    List<Host> hosts = new ArrayList<>();
    for (int h = 0; h < machines.hosts().size(); h++) {
      hosts.add(host(h, built, limiters.get(h)));
    }
    List<Gpu> gpus = gpus(built);
    List<Tenant> tenants = tenants(built);
    throwIfAny();
    return new ServingSystem(
        hosts, gpus, built.stream().map(Built::deployment).toList(), tenants, scenario.routing());
  }

  private static boolean isOnGpus(ModelSpec model) {
    return model.instanceGroups().stream().anyMatch(g -> g.kind() == InstanceGroup.Kind.GPU);
  }

  private List<Assignment> place(List<Integer> placed) {
    List<Placeable.Model> models = new ArrayList<>();
    for (int m : placed) {
      models.add(placeable(m));
    }
    List<Placeable.Device> devices =
        machines.devices().stream().map(Machines.Device::place).toList();
    Placeable placeable = new Placeable(models, devices);
    int before = reading.problemCount();
    List<Assignment> assignments = scenario.placement().place(placeable, this::placementProblem);
    if (reading.problemCount() == before) {
      PlacementRules.check(placeable, assignments, this::placementProblem);
    }
    for (Assignment a : assignments) {
      // Reported only for devices that the model is really on.
      cost(placed.get(a.model()), machines.devices().get(a.device()).type(), true);
    }
    return assignments;
  }

  private void placementProblem(Problem p) {
    String separator = p.path().isEmpty() || p.path().startsWith("[") ? "" : ".";
    reading.problem("placement" + separator + p.path(), p.message(), p.hint());
  }

  private Placeable.Model placeable(int m) {
    ModelSpec model = scenario.models().get(m);
    List<Integer> instances = new ArrayList<>();
    List<Long> memory = new ArrayList<>();
    for (Machines.Device device : machines.devices()) {
      int count = 0;
      for (InstanceGroup group : model.instanceGroups()) {
        count += isOn(group, device) ? group.count() : 0;
      }
      instances.add(count);
      memory.add(cost(m, device.type(), false).map(Cost::memoryBytes).orElse(0L));
    }
    return new Placeable.Model(model.name(), instances, memory, model.share());
  }

  private static boolean isOn(InstanceGroup group, Machines.Device device) {
    return group.gpus().isEmpty() || group.gpus().contains(device.place().gpu());
  }

  private Optional<Cost> cost(int m, String deviceType, boolean report) {
    String key = m + " " + deviceType + " " + report;
    Optional<Cost> known = costs.get(key);
    if (known == null) {
      known = findCost(m, deviceType, report);
      costs.put(key, known);
    }
    return known;
  }

  private Optional<Cost> findCost(int m, String deviceType, boolean report) {
    ModelSpec model = scenario.models().get(m);
    if (model.service() != null) {
      return Optional.of(
          new Cost(
              model.service(),
              model.memoryBytesPerInstance(),
              model.inputBytes(),
              model.outputBytes(),
              null));
    }
    String at = "models[" + m + "].profile";
    return lookup
        .find(
            model.profile(),
            deviceType,
            (message, hint) -> {
              if (report) {
                reading.problem(at, message, hint);
              }
            })
        .map(
            e ->
                new Cost(
                    e.service(),
                    firstPositive(model.memoryBytesPerInstance(), e.memoryBytesPerInstance()),
                    firstPositive(model.inputBytes(), e.inputBytes()),
                    firstPositive(model.outputBytes(), e.outputBytes()),
                    e));
  }

  private List<Built> deploy(
      List<Integer> placed, List<Assignment> assignments, List<RateLimiterBuilder> limiters) {
    List<Built> built = new ArrayList<>();
    for (int h = 0; h < machines.hosts().size(); h++) {
      int first = built.size();
      for (int m = 0; m < scenario.models().size(); m++) {
        ModelSpec model = scenario.models().get(m);
        if (!model.isEnsemble()) {
          List<Assignment> here = new ArrayList<>();
          int index = placed.indexOf(m);
          for (Assignment a : assignments) {
            if (a.model() == index && machines.devices().get(a.device()).place().host() == h) {
              here.add(a);
            }
          }
          deploy(m, h, here, limiters.get(h)).ifPresent(built::add);
        }
      }
      deployEnsembles(h, built.subList(first, built.size()), first, built);
    }
    return built;
  }

  private Optional<Built> deploy(int m, int h, List<Assignment> here, RateLimiterBuilder limiter) {
    ModelSpec model = scenario.models().get(m);
    boolean onGpus = isOnGpus(model);
    if (onGpus && here.isEmpty()) {
      return Optional.empty();
    }
    Cost cost = onGpus ? gpuCost(m, h, here) : cost(m, "CPU", true).orElse(null);
    if (cost == null) {
      return Optional.empty();
    }
    List<Deployment.Instance> instances = new ArrayList<>();
    for (Assignment a : here) {
      double speed =
          Math.min(
              1,
              a.share()
                  / cost.service()
                      .occupancy(cost.service().batch()[cost.service().batch().length - 1]));
      for (InstanceGroup group : groups(model, a)) {
        for (int i = 0; i < group.count(); i++) {
          instances.add(
              new Deployment.Instance(
                  a.device(),
                  a.share(),
                  speed,
                  limiter.units(group.resources()),
                  group.priority()));
        }
      }
    }
    if (!onGpus) {
      for (InstanceGroup group : model.instanceGroups()) {
        for (int i = 0; i < group.count(); i++) {
          instances.add(
              new Deployment.Instance(
                  -1, 1, 1, limiter.units(group.resources()), group.priority()));
        }
      }
    }
    Deployment deployment =
        new Deployment(
            model.name(),
            h,
            model.config(),
            cost.service(),
            instances,
            onGpus ? cost.memoryBytes() : 0,
            List.of());
    return Optional.of(new Built(model, h, deployment, cost));
  }

  /** A deployment has one service curve: its devices must be of one type. */
  private Cost gpuCost(int m, int h, List<Assignment> here) {
    String type = machines.devices().get(here.get(0).device()).type();
    for (Assignment a : here) {
      String other = machines.devices().get(a.device()).type();
      if (!other.equals(type)) {
        reading.problem(
            "placement",
            "model '%s' is on GPUs of two types (%s, %s) of %s"
                .formatted(
                    scenario.models().get(m).name(), type, other, machines.hosts().get(h).name()),
            "one queue in front of unequal GPUs is not simulated: split the server");
        return null;
      }
    }
    return cost(m, type, true).orElse(null);
  }

  /** The groups of a device as the model states them, or so many of the first as was assigned. */
  private List<InstanceGroup> groups(ModelSpec model, Assignment a) {
    List<InstanceGroup> here = new ArrayList<>();
    int stated = 0;
    for (InstanceGroup group : model.instanceGroups()) {
      if (isOn(group, machines.devices().get(a.device()))) {
        here.add(group);
        stated += group.count();
      }
    }
    if (stated == a.instances()) {
      return here;
    }
    InstanceGroup first = model.instanceGroups().get(0);
    return List.of(
        new InstanceGroup(
            first.kind(), a.instances(), List.of(), first.resources(), first.priority()));
  }

  /** An ensemble is on every host that has all its composing models. */
  private void deployEnsembles(int h, List<Built> onHost, int first, List<Built> built) {
    Map<String, Integer> indices = new TreeMap<>();
    for (int i = 0; i < onHost.size(); i++) {
      indices.put(onHost.get(i).model().name(), first + i);
    }
    List<ModelSpec> models = scenario.models();
    List<String> names = models.stream().map(ModelSpec::name).toList();
    List<List<Integer>> needs =
        models.stream()
            .map(m -> m.ensemble().stream().map(s -> names.indexOf(s.model())).toList())
            .toList();
    for (int m : Cycles.order(needs)) {
      ModelSpec model = models.get(m);
      boolean complete =
          model.isEnsemble()
              && model.ensemble().stream().allMatch(s -> indices.containsKey(s.model()));
      if (complete) {
        indices.put(model.name(), built.size());
        built.add(ensemble(model, h, indices));
      }
    }
  }

  private static Built ensemble(ModelSpec model, int host, Map<String, Integer> indices) {
    List<Integer> order = model.stepOrder();
    List<Deployment.EnsembleStep> steps = new ArrayList<>();
    for (int step : order) {
      steps.add(
          new Deployment.EnsembleStep(
              indices.get(model.ensemble().get(step).model()),
              model.ensemble().get(step).after().stream().map(order::indexOf).toList()));
    }
    // Never executed itself: any curve will do.
    ServiceCurve none =
        ServiceCurve.linear(0, 0, perseus.profile.ServiceDistribution.DETERMINISTIC);
    Deployment deployment =
        new Deployment(model.name(), host, model.config(), none, List.of(), 0, steps);
    return new Built(
        model, host, deployment, new Cost(none, 0, model.inputBytes(), model.outputBytes(), null));
  }

  private Host host(int h, List<Built> built, RateLimiterBuilder limiter) {
    Machines.Machine machine = machines.hosts().get(h);
    HostSpec spec = machine.spec();
    boolean ideal = spec.preset() == HostSpec.Preset.IDEAL;
    List<ProfileEntry> entries = new ArrayList<>();
    for (Built b : built) {
      if (b.host() == h && b.cost().entry() != null && !ideal) {
        entries.add(b.cost().entry());
      }
    }
    Host.FrontEnd frontEnd = FrontEnds.mean(entries.stream().map(ProfileEntry::frontEnd).toList());
    double contention =
        entries.stream().mapToDouble(ProfileEntry::hostContention).average().orElse(0);
    return new Host(
        machine.name(),
        spec.frontEnd().over(frontEnd),
        spec.latency().over(ideal ? Host.SchedulerLatency.IDEAL : Host.SchedulerLatency.TRITON),
        limiter.build("servers: " + machine.name(), reading),
        spec.cpuContention() == null ? contention : spec.cpuContention(),
        spec.responseCacheEntries(),
        spec.payloads() == null ? payloads(entries) : spec.payloads());
  }

  /** What all profiles agree on, else what current servers do. */
  private static Host.Payloads payloads(List<ProfileEntry> entries) {
    List<Host.Payloads> measured = entries.stream().map(ProfileEntry::payloads).distinct().toList();
    return measured.size() == 1 ? measured.get(0) : Host.Payloads.GROWING;
  }

  private List<Gpu> gpus(List<Built> built) {
    List<Gpu> gpus = new ArrayList<>();
    Map<String, String> reported = new TreeMap<>();
    for (int d = 0; d < machines.devices().size(); d++) {
      Machines.Device device = machines.devices().get(d);
      Interference interference = Interference.NONE;
      try {
        interference = interference(d, device, built);
      } catch (IllegalArgumentException e) {
        // The same GPU type with the same models fails the same way on every server.
        if (reported.putIfAbsent(e.getMessage(), "") == null) {
          reading.problem("interference", e.getMessage(), "or state interference: none");
        }
      }
      Sharing sharing = device.sharing();
      gpus.add(
          new Gpu(
              device.place().name(),
              device.place().host(),
              device.type(),
              sharing,
              device.place().memoryBytes(),
              interference));
    }
    return gpus;
  }

  private Interference interference(int d, Machines.Device device, List<Built> built) {
    InterferenceModel model = scenario.interference();
    if (model == null) {
      for (Profile profile : scenario.profiles()) {
        for (Map.Entry<String, InterferenceModel> e : profile.interference().entrySet()) {
          if (model == null && ProfileLookup.canonical(e.getKey()).equals(device.type())) {
            model = e.getValue();
          }
        }
      }
    }
    List<Integer> here = new ArrayList<>();
    for (int i = 0; i < built.size(); i++) {
      if (built.get(i).deployment().instances().stream().anyMatch(x -> x.gpu() == d)) {
        here.add(i);
      }
    }
    if (model == null || here.isEmpty()) {
      return Interference.NONE;
    }
    List<String> names = new ArrayList<>();
    List<Map<String, Double>> traits = new ArrayList<>();
    for (int i = 0; i < built.size(); i++) {
      // Models elsewhere never run on this device: they borrow the traits of one that does.
      Built b = built.get(here.contains(i) ? i : here.get(0));
      ProfileEntry entry = b.cost().entry();
      // A profile's table speaks of its own models, the scenario's of the scenario's.
      boolean byProfile = scenario.interference() == null && entry != null;
      names.add(byProfile ? entry.key().model() : b.model().name());
      traits.add(entry == null ? Map.of() : entry.traits());
    }
    return model.bind(names, traits);
  }

  private List<Tenant> tenants(List<Built> built) {
    List<Tenant> tenants = new ArrayList<>();
    for (int t = 0; t < scenario.tenants().size(); t++) {
      TenantSpec spec = scenario.tenants().get(t);
      Built first =
          built.stream()
              .filter(b -> b.model().name().equals(spec.model()))
              .findFirst()
              .orElse(null);
      if (first == null) {
        reading.problem(
            "tenants[" + t + "].model",
            "model '%s' is on no server".formatted(spec.model()),
            "an ensemble needs all its composing models on one server");
        continue;
      }
      tenants.add(
          new Tenant(
              spec.name(),
              spec.model(),
              spec.arrivals(),
              spec.requestBatch(),
              spec.priority(),
              spec.timeoutUs(),
              spec.sloNs(),
              spec.sloPercentile(),
              spec.inputBytes() >= 0
                  ? spec.inputBytes()
                  : spec.requestBatch() * first.cost().inputBytes(),
              spec.outputBytes() >= 0
                  ? spec.outputBytes()
                  : spec.requestBatch() * first.cost().outputBytes(),
              spec.distinctInputs()));
    }
    return tenants;
  }

  private static long firstPositive(long stated, long profile) {
    return stated > 0 ? stated : profile;
  }

  private void throwIfAny() {
    if (reading.problemCount() > 0) {
      throw new ScenarioException(scenario.file().toString(), reading.problems());
    }
  }
}
