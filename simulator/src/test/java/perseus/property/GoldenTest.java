package perseus.property;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import perseus.arrival.Arrivals;
import perseus.arrival.Arrivals.ClosedLoop;
import perseus.arrival.Replay;
import perseus.batching.ModelConfig;
import perseus.batching.ModelConfig.DynamicBatching;
import perseus.batching.ModelConfig.QueuePolicy;
import perseus.batching.ModelConfig.TimeoutAction;
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
import perseus.server.Outcome;
import perseus.server.RoutingPolicy;
import perseus.server.RunOptions;
import perseus.server.ServingSystem;
import perseus.server.Tenant;

/**
 * Event logs of tiny scenarios, compared with files in {@code src/test/resources/golden/events};
 * {@code -Dgolden=write} rewrites them. Beside each log stands what must be in it, worked out by
 * hand.
 */
class GoldenTest {
  private static final Path FOLDER = Path.of("src/test/resources/golden/events");
  private static final long MS = 1_000_000;

  /** Three requests within the delay leave together when the first has waited 5 ms. */
  @Test
  void queueDelay() throws IOException {
    EventLog log =
        run(
            "queue-delay",
            List.of(deployment("m", ModelConfig.dynamic(4, 5_000), 2, 1, 0)),
            List.of(sending("t", "m", 0, 1, 3, 4, 20)));
    assertThat(starts(log)).containsExactly(6 * MS, 6 * MS, 6 * MS, 25 * MS);
    assertThat(log.executions.get(0).size()).isEqualTo(3);
    assertThat(log.executions.get(0).endNs()).isEqualTo(6 * MS + 5 * MS);
  }

  /** A batch that is full leaves at once, the rest waits for the instance. */
  @Test
  void fullBatch() throws IOException {
    EventLog log =
        run(
            "full-batch",
            List.of(deployment("m", ModelConfig.dynamic(2, 0), 4, 0, 0)),
            List.of(sending("t", "m", 0, 0, 1, 2, 3, 3)));
    // Batches of 1, 2, 2, each 4 ms.
    assertThat(starts(log)).containsExactly(0L, 4 * MS, 4 * MS, 8 * MS, 8 * MS);
  }

  /** Two executions fill one GPU: each runs at half speed while the other is there. */
  @Test
  void sharedGpu() throws IOException {
    EventLog log =
        run(
            "shared-gpu",
            List.of(
                deployment("a", ModelConfig.NO_BATCHING, 10, 0, 0),
                deployment("b", ModelConfig.NO_BATCHING, 4, 0, 0)),
            List.of(sending("ta", "a", 0, 0), sending("tb", "b", 0, 2)));
    // b: 4 ms of work at half speed from 2 to 10; a: 2 alone, 4 shared, 4 alone.
    assertThat(log.of(1).get(0).endedNs()).isEqualTo(10 * MS);
    assertThat(log.of(0).get(0).endedNs()).isEqualTo(14 * MS);
  }

  /** The higher level goes first, but interrupts nobody. */
  @Test
  void priorities() throws IOException {
    ModelConfig config =
        new ModelConfig(
            1,
            new DynamicBatching(List.of(), 0, 2, 2, QueuePolicy.DEFAULT, Map.of(), false),
            false,
            false);
    EventLog log =
        run(
            "priorities",
            List.of(deployment("m", config, 10, 0, 0)),
            List.of(sending("low", "m", 2, 0, 1, 2), sending("high", "m", 1, 5)));
    assertThat(log.of(1).get(0).startedNs()).isEqualTo(10 * MS);
    assertThat(starts(log)).containsExactly(0L, 10 * MS, 20 * MS, 30 * MS);
  }

  /** A full queue refuses at once; a request whose timeout passed is answered at formation. */
  @Test
  void queuePolicy() throws IOException {
    ModelConfig config =
        new ModelConfig(
            1,
            new DynamicBatching(
                List.of(),
                0,
                0,
                0,
                new QueuePolicy(TimeoutAction.REJECT, 15_000, false, 2),
                Map.of(),
                false),
            false,
            false);
    EventLog log =
        run(
            "queue-policy",
            List.of(deployment("m", config, 10, 0, 0)),
            List.of(sending("t", "m", 0, 0, 1, 2, 3)));
    assertThat(log.of(0).stream().map(Request::outcome))
        .containsExactly(Outcome.COMPLETED, Outcome.COMPLETED, Outcome.TIMED_OUT, Outcome.REJECTED);
    assertThat(log.of(0).get(2).endedNs()).isEqualTo(20 * MS);
    assertThat(log.of(0).get(3).endedNs()).isEqualTo(3 * MS);
  }

  /** Two clients that think 3 ms share an instance that takes 2 ms: a cycle of 5 ms each. */
  @Test
  void closedLoop() throws IOException {
    EventLog log =
        run(
            "closed-loop",
            List.of(deployment("m", ModelConfig.NO_BATCHING, 2, 0, 0)),
            List.of(Tenant.of("t", "m", new ClosedLoop(2, 3 * MS, false, 4 * MS))));
    // Client 1 sends at 0, 5, 10 …, client 2 at 2, 7, 12 …: nobody waits.
    assertThat(log.of(0)).allMatch(r -> r.endedNs() - r.sentNs() == 2 * MS);
    assertThat(log.of(0).stream().map(Request::sentNs).limit(4))
        .containsExactly(0L, 2 * MS, 5 * MS, 7 * MS);
  }

  private static EventLog run(String name, List<Deployment> deployments, List<Tenant> tenants)
      throws IOException {
    ServingSystem system =
        new ServingSystem(
            List.of(Host.ideal("s")),
            List.of(new Gpu("s/gpu0", 0, "G", Sharing.STREAMS, 0, Interference.NONE)),
            deployments,
            tenants,
            RoutingPolicy.LEAST_OUTSTANDING);
    EventLog log = EventLog.of(new Scenario(1, system, new RunOptions(40 * MS, 0, 1, 0, 0, true)));
    String text =
        log.executions.stream().map(Object::toString).collect(Collectors.joining("\n"))
            + "\n"
            + log.requests.stream().map(Object::toString).collect(Collectors.joining("\n"))
            + "\n"
            + log.result().tenants().stream()
                .map(
                    t ->
                        "tenant arrived %d completed %d rejected %d timed out %d mean %s ns in flight %s"
                            .formatted(
                                t.arrived(),
                                t.completed(),
                                t.rejected(),
                                t.timedOut(),
                                t.latency().mean(),
                                t.meanInFlight()))
                .collect(Collectors.joining("\n"))
            + "\n";
    Path file = FOLDER.resolve(name + ".txt");
    if ("write".equals(System.getProperty("golden"))) {
      Files.createDirectories(FOLDER);
      Files.writeString(file, text);
    }
    assertThat(text).as("golden file %s", file).isEqualTo(Files.readString(file));
    return log;
  }

  private static Deployment deployment(
      String model, ModelConfig config, long fixedMs, long perInferenceMs, int gpu) {
    return new Deployment(
        model,
        0,
        config,
        ServiceCurve.linear(fixedMs * MS, perInferenceMs * MS, ServiceDistribution.DETERMINISTIC),
        List.of(Instance.on(gpu)),
        0,
        List.of());
  }

  private static Tenant sending(String name, String model, int priority, long... timesMs) {
    long[] timesNs = java.util.Arrays.stream(timesMs).map(t -> t * MS).toArray();
    return new Tenant(
        name, model, Arrivals.open(new Replay(timesNs)), 1, priority, 0, 0, 99, 0, 0, 0);
  }

  private static List<Long> starts(EventLog log) {
    return log.requests.stream().map(Request::startedNs).sorted().toList();
  }
}
