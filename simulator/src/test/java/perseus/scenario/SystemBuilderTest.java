package perseus.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import perseus.gpu.ConstantInterference;
import perseus.gpu.Interference;
import perseus.gpu.Sharing;
import perseus.profile.Profile;
import perseus.profile.ProfileEntry;
import perseus.profile.ProfileJson;
import perseus.profile.ProfileKey;
import perseus.profile.ServiceCurve;
import perseus.profile.ServiceDistribution;
import perseus.server.Deployment;
import perseus.server.Gpu;
import perseus.server.Host;
import perseus.server.ServingSystem;

/** Placement, devices, profiles and ensembles of scenarios without anything else of interest. */
class SystemBuilderTest {
  private static final long GIB = 1L << 30;

  @TempDir Path folder;

  @Test
  void dedicatedGivesEachModelGpusOfItsOwn() throws IOException {
    ServingSystem system =
        resolve(
            "[{name: s, count: 2, gpus: [{type: T4, count: 2}]}]",
            "[{name: a, service: {fixed: 1ms}}, {name: b, service: {fixed: 1ms}, instances: 3}]",
            "{policy: dedicated, gpusPerModel: 2}");
    assertThat(placed(system))
        .containsExactly(
            "a on s[0]/gpu0 s[0]/gpu1",
            "b on s[1]/gpu0 s[1]/gpu0 s[1]/gpu0 s[1]/gpu1 s[1]/gpu1 s[1]/gpu1");
  }

  @Test
  void dedicatedNeedsEnoughGpus() {
    assertRefused(
        "[{name: s, gpus: [{type: T4}]}]",
        "[{name: a, service: {fixed: 1ms}}, {name: b, service: {fixed: 1ms}}]",
        "{policy: dedicated}",
        "placement.policy: dedicated needs 2 GPUs for 2 models; the servers have 1");
  }

  @Test
  void pinnedPutsModelKOnGpuKOfEveryServer() throws IOException {
    ServingSystem system =
        resolve(
            "[{name: s, count: 2, gpus: [{type: T4, count: 2}]}]",
            "[{name: a, service: {fixed: 1ms}}, {name: b, service: {fixed: 1ms}}]",
            "{policy: pinned}");
    assertThat(placed(system))
        .containsExactly("a on s[0]/gpu0", "b on s[0]/gpu1", "a on s[1]/gpu0", "b on s[1]/gpu1");
  }

  @Test
  void pinnedNeedsAGpuPerModelOnEveryServer() {
    assertRefused(
        "[{name: s, gpus: [{type: T4}]}]",
        "[{name: a, service: {fixed: 1ms}}, {name: b, service: {fixed: 1ms}}]",
        "{policy: pinned}",
        "placement.policy: pinned needs a GPU for each of the 2 models on every server; s has 1");
  }

  @Test
  void aListPlacesWhatItSays() throws IOException {
    ServingSystem system =
        resolve(
            "[{name: s, count: 2, gpus: [{type: T4, count: 2, sharing: mps}]}]",
            "[{name: a, service: {fixed: 1ms, occupancy: 0.6}}, {name: b, service: {fixed: 1ms}}]",
            "[{model: a, server: s, gpu: 0, mpsPercent: 30},"
                + " {model: b, server: 's[1]', gpu: 1, instances: 2}]");
    assertThat(placed(system))
        .containsExactly("a on s[0]/gpu0", "a on s[1]/gpu0", "b on s[1]/gpu1 s[1]/gpu1");
    Deployment.Instance a = system.deployments().get(0).instances().get(0);
    assertThat(a.share()).isEqualTo(0.3);
    assertThat(a.speed()).isEqualTo(0.5);
  }

  @Test
  void aListThatPointsNowhereIsRefused() {
    String servers = "[{name: s, gpus: [{type: T4, count: 2}]}]";
    String models = "[{name: a, service: {fixed: 1ms}}]";
    assertRefused(
        servers,
        models,
        "[{model: a, server: t, gpu: 0}]",
        "placement[0].server: no server 't'; did you mean 's'?");
    assertRefused(
        servers,
        models,
        "[{model: a, server: s, gpu: 2}]",
        "placement[0].gpu: no GPU 2 on server 's'; valid: 0, 1");
    assertRefused(
        servers,
        models,
        "[{model: a, server: s, gpu: 0, mig: 1}]",
        "placement[0].mig: GPU 0 of server 's' has no MIG slices");
    assertRefused(
        servers,
        models,
        "[{model: a, server: s, gpu: 0}, {model: a, server: s, gpu: 0}]",
        "placement[1]: a is already placed on s/gpu0");
  }

  @Test
  void memoryMustFitAndTheMessageSaysByHowMuch() {
    assertRefused(
        "[{name: s, gpus: [{type: P4}]}]",
        "[{name: a, service: {fixed: 1ms}, memory: 3GiB, instances: 2},"
            + " {name: b, service: {fixed: 1ms}, memory: 3GiB}]",
        "{policy: shared}",
        "placement: the instances on s/gpu0 need %d bytes (a 2 × %d, b 1 × %d), %d more than its %d"
            .formatted(9 * GIB, 3 * GIB, 3 * GIB, GIB, 8 * GIB));
  }

  @Test
  void anExclusiveGpuHoldsOneModel() {
    assertRefused(
        "[{name: s, gpus: [{type: P4, sharing: exclusive}]}]",
        "[{name: a, service: {fixed: 1ms}}, {name: b, service: {fixed: 1ms}}]",
        "{policy: shared}",
        "placement: s/gpu0 is exclusive but would hold 2 models (a, b)");
  }

  @Test
  void aShareNeedsMps() {
    assertRefused(
        "[{name: s, gpus: [{type: P4}]}]",
        "[{name: a, service: {fixed: 1ms}, mpsPercent: 30}]",
        "{policy: shared}",
        "placement: a has 30 % of the SMs of s/gpu0, which is not shared by MPS");
  }

  @Test
  void unknownGpusAreRefusedUnlessTheirMemoryIsStated() throws IOException {
    String models = "[{name: a, service: {fixed: 1ms}}]";
    assertRefused(
        "[{name: s, gpus: [{type: T5}]}]",
        models,
        "{policy: shared}",
        "servers[0].gpus[0].type: unknown GPU 'T5'; did you mean 'T4'?");
    ServingSystem system =
        resolve("[{name: s, gpus: [{type: T5, memory: 16GiB}]}]", models, "{policy: shared}");
    assertThat(system.gpus().get(0).type()).isEqualTo("T5");
    assertThat(system.gpus().get(0).memoryBytes()).isEqualTo(16 * GIB);
  }

  @Test
  void migSlicesAreDevicesOfTheirOwn() throws IOException {
    ServingSystem system =
        resolve(
            "[{name: s, gpus: [{type: T4},"
                + " {type: A100-SXM-40GB, sharing: mig, slices: [3g.20gb, 2g.10gb]}]}]",
            "[{name: a, service: {fixed: 1ms}}]",
            "[{model: a, server: s, gpu: 1, mig: 1}]");
    assertThat(system.gpus())
        .extracting(Gpu::name)
        .containsExactly("s/gpu0", "s/gpu1/mig0", "s/gpu1/mig1");
    assertThat(system.gpus().get(2).type()).isEqualTo("A100-SXM-40GB/2g.10gb");
    assertThat(system.gpus().get(2).memoryBytes()).isEqualTo(10 * GIB);
    assertThat(system.gpus().get(2).sharing()).isEqualTo(Sharing.STREAMS);
    assertThat(system.deployments().get(0).instances()).containsExactly(Deployment.Instance.on(2));
  }

  @Test
  void slicesThatDoNotFitAreRefused() {
    String models = "[{name: a, service: {fixed: 1ms}}]";
    assertRefused(
        "[{name: s, gpus: [{type: A100-SXM-40GB, sharing: mig, slices: [4g.20gb, 4g.20gb]}]}]",
        models,
        "{policy: shared}",
        "servers[0].gpus[0].slices: no layout on A100-SXM-40GB holds 4g.20gb, 4g.20gb together");
    assertRefused(
        "[{name: s, gpus: [{type: T4, sharing: mig, slices: [1g.5gb]}]}]",
        models,
        "{policy: shared}",
        "servers[0].gpus[0].slices: T4 cannot be cut into MIG slices");
  }

  @Test
  void profilesGiveServiceFrontEndMemoryAndInterference() throws IOException {
    profile();
    ServingSystem system =
        resolve(
            "[{name: s, gpus: [{type: T4}]}]",
            "[{name: a, profile: {model: m, precision: fp16}}, {name: b, service: {fixed: 1ms}}]",
            "{policy: shared}");
    Deployment a = system.deployments().get(0);
    assertThat(a.service().totalNs(1)).isEqualTo(3e6);
    assertThat(a.memoryBytesPerInstance()).isEqualTo(GIB);
    assertThat(system.hosts().get(0).frontEnd().handlerNs()).isEqualTo(40_000);
    assertThat(system.hosts().get(0).contention()).isEqualTo(0.02);
    assertThat(system.hosts().get(0).latency()).isEqualTo(Host.SchedulerLatency.TRITON);
    assertThat(system.tenants().get(0).inputBytes()).isEqualTo(600_000);
    assertThat(system.gpus().get(0).interference()).isNotSameAs(Interference.NONE);
  }

  @Test
  void anIdealHostHasNothingOfTheProfiles() throws IOException {
    profile();
    ServingSystem system =
        resolve(
            "[{name: s, gpus: [{type: T4}], host: {preset: ideal, handlerThreads: 4}}]",
            "[{name: a, profile: {model: m, precision: fp16}}]",
            "{policy: shared}");
    Host host = system.hosts().get(0);
    assertThat(host.latency()).isEqualTo(Host.SchedulerLatency.IDEAL);
    assertThat(host.contention()).isZero();
    assertThat(host.frontEnd()).isEqualTo(new Host.FrontEnd(0, 4, 0, 0, 0, 0, false, 0));
  }

  @Test
  void profileEntriesThatAreNotOneAreRefused() throws IOException {
    profile();
    String t4 = "[{name: s, gpus: [{type: T4}]}]";
    assertRefused(
        t4,
        "[{name: a, profile: {model: m}}]",
        "{policy: shared}",
        "models[0].profile: 2 profile entries agree for GPU T4; state what tells them apart:"
            + " gpu: T4, precision: fp16 · gpu: T4, precision: fp32");
    assertRefused(
        t4,
        "[{name: a, profile: {model: n}}]",
        "{policy: shared}",
        "models[0].profile: no profile entry for model 'n'; did you mean 'm'?");
    assertRefused(
        "[{name: s, gpus: [{type: P4}]}]",
        "[{name: a, profile: {model: m, precision: fp16}}]",
        "{policy: shared}",
        "models[0].profile: no profile entry of model 'm', precision: fp16 for GPU P4; there are"
            + " entries for T4");
  }

  @Test
  void anotherGpusProfileMayBeNamed() throws IOException {
    profile();
    ServingSystem system =
        resolve(
            "[{name: s, gpus: [{type: P4}]}]",
            "[{name: a, profile: {model: m, precision: fp16, gpu: T4}}]",
            "{policy: shared}");
    assertThat(system.deployments().get(0).service().totalNs(1)).isEqualTo(3e6);
  }

  @Test
  void oneQueueInFrontOfUnequalGpusIsRefused() {
    assertRefused(
        "[{name: s, gpus: [{type: T4}, {type: P4}]}]",
        "[{name: a, service: {fixed: 1ms}}]",
        "{policy: shared}",
        "placement: model 'a' is on GPUs of two types (T4, P4) of s");
  }

  @Test
  void ensemblesAreOnTheHostsThatHaveAllTheirModels() throws IOException {
    ServingSystem system =
        resolve(
            "[{name: s, gpus: [{type: T4}]}, {name: t, gpus: [{type: T4}]}]",
            "[{name: a, ensemble: [{name: last, model: c, after: [first]}, {name: first, model: b}]},"
                + " {name: b, service: {fixed: 1ms}}, {name: c, service: {fixed: 1ms}}]",
            "[{model: b, server: s, gpu: 0}, {model: b, server: t, gpu: 0},"
                + " {model: c, server: t, gpu: 0}]");
    assertThat(system.deployments())
        .extracting(d -> d.model() + "@" + d.host())
        .containsExactly("b@0", "b@1", "c@1", "a@1");
    assertThat(system.deployments().get(3).ensemble())
        .containsExactly(
            new Deployment.EnsembleStep(1, List.of()), new Deployment.EnsembleStep(2, List.of(0)));
  }

  @Test
  void aConfigFileGivesGroupsAndTheRateLimiter() throws IOException {
    Files.writeString(
        folder.resolve("config.pbtxt"),
        """
        max_batch_size: 16
        dynamic_batching { preferred_batch_size: [ 4 ] max_queue_delay_microseconds: 100 }
        input { name: "x" data_type: TYPE_UINT8 dims: [ 3, 100 ] }
        instance_group [
          { count: 2 gpus: [ 0 ] rate_limiter { resources { name: "R" count: 4 } priority: 2 } },
          { count: 1 gpus: [ 1 ] rate_limiter { resources { name: "Q" global: true count: 3 } } }
        ]
        """);
    ServingSystem system =
        resolve(
            "[{name: s, gpus: [{type: T4, count: 3}], host: {rateLimit: {resources: [{name: R, count: 6}]}}}]",
            "[{name: a, config: config.pbtxt, service: {fixed: 1ms}, dynamicBatching: {maxQueueDelay: 5ms}}]",
            "{policy: shared}");
    Deployment a = system.deployments().get(0);
    assertThat(a.config().maxBatchSize()).isEqualTo(16);
    assertThat(a.config().dynamicBatching().preferredBatchSizes()).containsExactly(4);
    assertThat(a.config().dynamicBatching().maxQueueDelayUs()).isEqualTo(5000);
    assertThat(a.instances())
        .containsExactly(
            new Deployment.Instance(0, 1, 1, List.of(4), 2),
            new Deployment.Instance(0, 1, 1, List.of(4), 2),
            new Deployment.Instance(1, 1, 1, List.of(0, 3), 0));
    assertThat(system.hosts().get(0).rateLimiter())
        .isEqualTo(
            new Host.RateLimiter(true, List.of("R", "Q"), List.of(false, true), List.of(6, 3)));
    assertThat(system.tenants().get(0).inputBytes()).isEqualTo(300);
    assertThat(
            read(
                    "[{name: s, gpus: [{type: T4, count: 3}]}]",
                    "[{name: a, config: config.pbtxt, service: {fixed: 1ms}}]",
                    "{policy: shared}")
                .files())
        .hasSize(2);
  }

  @Test
  void aConfigFileThatAsksForWhatIsNotSimulatedIsRefused() throws IOException {
    Files.writeString(folder.resolve("config.pbtxt"), "sequence_batching { direct { } }");
    assertRefused(
        "[{name: s, gpus: [{type: T4}]}]",
        "[{name: a, config: config.pbtxt, service: {fixed: 1ms}}]",
        "{policy: shared}",
        "sequence_batching: sequence batching is not simulated");
  }

  private void profile() throws IOException {
    Host.FrontEnd frontEnd = new Host.FrontEnd(0, 2, 40_000, 0, 0, 0, false, 0);
    Profile profile =
        new Profile(
            List.of(entry("fp16", 1e6, frontEnd), entry("fp32", 2e6, frontEnd)),
            Map.of("T4", new ConstantInterference(List.of(1.2))));
    ProfileJson.write(profile, folder.resolve("profile.json"));
  }

  private static ProfileEntry entry(String precision, double fixedNs, Host.FrontEnd frontEnd) {
    return new ProfileEntry(
        new ProfileKey("T4", "m", precision, "", "", ""),
        ServiceCurve.linear(fixedNs, 2e6, ServiceDistribution.DETERMINISTIC),
        frontEnd,
        0.02,
        GIB,
        600_000,
        4000,
        Map.of(),
        List.of(),
        List.of(),
        List.of());
  }

  private void assertRefused(String servers, String models, String placement, String message) {
    assertThatThrownBy(() -> resolve(servers, models, placement))
        .isInstanceOf(ScenarioException.class)
        .hasMessageContaining(message);
  }

  private ServingSystem resolve(String servers, String models, String placement)
      throws IOException {
    return read(servers, models, placement).resolve();
  }

  private Scenario read(String servers, String models, String placement) throws IOException {
    Path file = folder.resolve("scenario.yaml");
    boolean hasProfile = Files.exists(folder.resolve("profile.json"));
    Files.writeString(
        file,
        """
        formatVersion: 1
        horizon: 10s
        profiles: %s
        servers: %s
        models: %s
        placement: %s
        tenants: [{name: t, model: a, arrivals: {process: poisson, rate: 1/s}}]
        """
            .formatted(hasProfile ? "[profile.json]" : "[]", servers, models, placement));
    return ScenarioReader.read(file, List.of());
  }

  private static List<String> placed(ServingSystem system) {
    return system.deployments().stream()
        .map(
            d ->
                d.model()
                    + " on "
                    + String.join(
                        " ",
                        d.instances().stream()
                            .map(i -> system.gpus().get(i.gpu()).name())
                            .toList()))
        .toList();
  }
}
