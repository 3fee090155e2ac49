package perseus.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import perseus.document.Problem;
import perseus.server.RunOptions;
import perseus.server.RunResult;
import perseus.server.Simulation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes a scenario that states every field and spoils it at one place at a time: what comes out is
 * a scenario or one refusal, never another exception.
 */
class ScenarioMutationTest {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private static final String EVERYTHING =
      """
      formatVersion: 1
      horizon: 10m
      warmUp: 30s
      seed: 1
      replications: 5
      drain: false
      prices: prices.yaml
      interference: {model: constant, slowdown: 1.1}
      servers:
        - name: s
          count: 2
          price: box
          gpus:
            - {type: P4, count: 2, sharing: mps, memory: 8GiB}
            - {type: A100-SXM-40GB, sharing: mig, slices: [1g.5gb, 2g.10gb], sliceSharing: time-sliced, switchOverhead: 5%}
          host:
            preset: triton
            networkBytesPerSecond: 1.25e9
            handlerThreads: 2
            handlerTime: 40us
            handlerNsPerByte: 0.8
            responseTime: 10us
            responseNsPerByte: 0.5
            responseOnHandlers: true
            constantDelay: 200us
            batcherWake: 25us
            instanceWake: 30us
            timerSlack: 75us
            executionGap: 50us
            executionGapPerInference: 15us
            batcherFirstProbability: 0.25
            lostWakeUpProbability: 10%
            cpuContention: 0.02
            rateLimit: {resources: [{name: R1, count: 8}]}
            responseCacheEntries: 100
            payloads: growing
      models:
        - {name: a, config: a/config.pbtxt, service: {fixed: 5ms, perInference: 2ms, cv: 0.1, distribution: lognormal, gpuFraction: 80%, occupancy: 0.7}, memory: 1GB, inputBytes: 600kB, outputBytes: 4000, mpsPercent: 50}
        - name: b
          service: {points: [{batch: 1, time: 3ms}, {batch: 8, time: 12ms}]}
          maxBatchSize: 8
          instances: 2
          responseCache: true
          variableShape: true
          dynamicBatching:
            preferredBatchSizes: [4, 8]
            maxQueueDelay: 20ms
            priorityLevels: 2
            defaultPriorityLevel: 2
            preserveOrdering: false
            queuePolicy: {timeoutAction: DELAY, timeout: 50ms, allowTimeoutOverride: true, maxQueueSize: 100}
            priorityQueuePolicies: {'1': {timeoutAction: REJECT, timeout: 20ms}}
        - {name: both, ensemble: [{model: a}, {name: second, model: b, after: [a]}], maxBatchSize: 8}
      placement:
        - {model: a, server: s, gpu: 0, instances: 2, mpsPercent: 30}
        - {model: b, server: 's[0]', gpu: 2, mig: 1}
        - {model: b, server: 's[1]', gpu: 2, mig: 1}
      tenants:
        - {name: t1, model: a, arrivals: {process: poisson, rate: 120/s, maxInFlight: 96, latencyFrom: send, slotHold: 1ms, requests: 1000}, requestBatch: 2, priority: 1, timeout: 1s, slo: {latency: 750ms, percentile: 95}, inputBytes: 1MB, outputBytes: 10, distinctInputs: 5}
        - {name: t2, model: a, arrivals: {process: constant, rate: 50/s, drift: 100us}}
        - {name: t3, model: b, arrivals: {process: gamma, rate: 5/s, cv: 2}}
        - {name: t4, model: b, arrivals: {process: weibull, rate: 5/s, cv: 0.5}}
        - {name: t5, model: b, arrivals: {process: mmpp, rates: [5/s, 50/s], sojourns: [10s, 1s]}}
        - {name: t6, model: b, arrivals: {process: on-off, rate: 30/m, on: 2s, off: 8s}}
        - {name: t7, model: b, arrivals: {process: piecewise, segments: [{duration: 1m, rate: 2/s}, {duration: 30s, rate: 0/s}], repeat: true}}
        - {name: t8, model: b, arrivals: {process: replay, times: [1ms, 2s]}}
        - {name: t9, model: b, arrivals: {process: replay, file: arrivals.txt}}
        - {name: t10, model: both, arrivals: {process: closed, concurrency: 4, thinkTime: 5ms, thinkDistribution: exponential, stagger: 10ms}}
      routing: {policy: power-of-two}
      """;

  /** What each scalar, list and mapping is replaced by. */
  private static final Map<String, JsonNode> SPOILS =
      Map.ofEntries(
          Map.entry("text", NODES.stringNode("spoilt")),
          Map.entry("empty text", NODES.stringNode("")),
          Map.entry("null", NODES.nullNode()),
          Map.entry("true", NODES.booleanNode(true)),
          Map.entry("zero", NODES.numberNode(0)),
          Map.entry("negative", NODES.numberNode(-1)),
          Map.entry("fraction", NODES.numberNode(0.5)),
          Map.entry("NaN", NODES.numberNode(Double.NaN)),
          Map.entry("infinite", NODES.numberNode(Double.POSITIVE_INFINITY)),
          Map.entry("huge", NODES.numberNode(1e300)),
          Map.entry("huge integer", NODES.numberNode(new java.math.BigInteger("9".repeat(40)))),
          Map.entry("huge duration", NODES.stringNode("999999999999999999h")),
          Map.entry("negative duration", NODES.stringNode("-1s")),
          Map.entry("huge rate", NODES.stringNode("1e99/s")),
          Map.entry("zero rate", NODES.stringNode("0/s")),
          Map.entry("NaN rate", NODES.stringNode("NaN/s")),
          Map.entry("long text", NODES.stringNode("x".repeat(100_000))),
          Map.entry("path", NODES.stringNode("no\0such/../file")),
          Map.entry("list", NODES.arrayNode()),
          Map.entry("nested list", NODES.arrayNode().add(NODES.arrayNode().add(1))),
          Map.entry("mapping", NODES.objectNode()),
          Map.entry("other mapping", NODES.objectNode().put("x", 1)));

  /** Lists and mappings tell no number from another. */
  private static final List<String> OF_CONTAINERS =
      List.of("text", "null", "zero", "list", "nested list", "mapping", "other mapping");

  @TempDir Path folder;
  private Path file;
  private JsonNode tree;

  @BeforeEach
  void write() throws IOException {
    file = folder.resolve("everything.yaml");
    Files.writeString(file, EVERYTHING);
    Files.createDirectories(folder.resolve("a"));
    Files.writeString(
        folder.resolve("a/config.pbtxt"),
        "max_batch_size: 4 dynamic_batching { } instance_group"
            + " { rate_limiter { resources { name: \"R1\" count: 2 } priority: 1 } }");
    Files.writeString(folder.resolve("arrivals.txt"), "# seconds\n0.5\n\n0.75\n2\n");
    Files.writeString(
        folder.resolve("prices.yaml"),
        """
        formatVersion: 1
        date: 2026-01-01
        currency: USD
        source: an invoice
        entries:
          - {name: box, usdPerHour: 1.5, gpu: {type: P4, count: 2}}
        """);
    tree = ScenarioReader.tree(file);
  }

  @Test
  void theScenarioThatStatesEverythingIsValid() {
    Scenario scenario = ScenarioReader.read(file, List.of());
    assertThat(scenario.files())
        .extracting(f -> folder.relativize(f.path()).toString())
        .containsExactlyInAnyOrder(
            "everything.yaml", "prices.yaml", "a/config.pbtxt", "arrivals.txt");
    assertThat(scenario.resolve().tenants()).hasSize(10);
    assertThat(scenario.fleet().isPriced()).isTrue();
  }

  @Test
  void theScenarioThatStatesEverythingRuns() {
    Scenario scenario = ScenarioReader.read(file, List.of());
    RunResult result = Simulation.run(scenario.resolve(), RunOptions.of(100_000_000_000L, 1));
    assertThat(result.tenants()).allMatch(t -> t.completed() > 0);
  }

  @Test
  void everySpoiltPlaceIsRefusedOrUnderstood() {
    int refused = 0;
    int accepted = 0;
    for (String pointer : places(tree, "")) {
      boolean isContainer = tree.at(pointer).isContainer();
      for (Map.Entry<String, JsonNode> spoil : new TreeMap<>(SPOILS).entrySet()) {
        if (isContainer && !OF_CONTAINERS.contains(spoil.getKey())) {
          continue;
        }
        if (isRefused(pointer, with(pointer, spoil.getValue()), spoil.getKey())) {
          refused++;
        } else {
          accepted++;
        }
      }
    }
    assertThat(refused).isGreaterThan(10 * accepted);
  }

  @Test
  void everyPlaceRefusesAnotherKindOfValue() {
    for (String pointer : places(tree, "")) {
      JsonNode value = tree.at(pointer);
      JsonNode other = value.isArray() ? NODES.numberNode(7) : NODES.arrayNode().add(true);
      boolean listOrMapping = pointer.equals("/placement") || value.isArray() && value.isEmpty();
      if (!listOrMapping) {
        assertThat(isRefused(pointer, with(pointer, other), "another kind")).as(pointer).isTrue();
      }
    }
  }

  @Test
  void everyNumberRefusesNaNAndInfinity() {
    for (String pointer : places(tree, "")) {
      if (!tree.at(pointer).isContainer()) {
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, 1e300}) {
          boolean isName = pointer.endsWith("/name") && !pointer.contains("rateLimit");
          if (!isName) {
            assertThat(isRefused(pointer, with(pointer, NODES.numberNode(bad)), "" + bad))
                .as(pointer + " = " + bad)
                .isTrue();
          }
        }
      }
    }
  }

  @Test
  void everyPlaceCanBeMissing() {
    for (String pointer : places(tree, "")) {
      isRefused(pointer, without(pointer), "missing");
    }
  }

  @Test
  void everyMappingRefusesAnUnknownKeyAndSuggestsTheRightOne() {
    for (String pointer : places(tree, "")) {
      JsonNode parent = tree.at(parent(pointer));
      String key = last(pointer);
      boolean isFree = parent(pointer).endsWith("/priorityQueuePolicies");
      if (!parent.isObject() || isFree || parent(pointer).equals("/interference")) {
        continue;
      }
      JsonNode copy = tree.deepCopy();
      ObjectNode mapping = (ObjectNode) copy.at(parent(pointer));
      mapping.set(key + "x", mapping.get(key));
      mapping.remove(key);
      ScenarioException refusal = refusal(copy);
      assertThat(refusal).as(pointer).isNotNull();
      assertThat(refusal.details())
          .as(pointer)
          .anyMatch(
              p ->
                  p.path().endsWith(key + "x") && p.message().equals("unknown key")
                      || p.message().equals("is missing") && p.path().endsWith(key));
    }
  }

  @Test
  void everyReferenceMustPointSomewhere() {
    for (String pointer : places(tree, "")) {
      String key = last(pointer);
      if (!key.equals("model") && !key.equals("server") && !key.equals("price")
          || pointer.equals("/interference/model")) {
        continue;
      }
      ScenarioException refusal = refusal(with(pointer, NODES.stringNode("nowhere")));
      assertThat(refusal).as(pointer).isNotNull();
      assertThat(refusal).hasMessageContaining("'nowhere'");
    }
  }

  @Test
  void aCyclicEnsembleIsRefused() {
    ObjectNode copy = (ObjectNode) tree.deepCopy();
    ((ArrayNode) copy.at("/models/2/ensemble")).add(NODES.objectNode().put("model", "both"));
    assertThat(refusal(copy)).hasMessageContaining("ensembles contain each other: both → both");

    copy = (ObjectNode) tree.deepCopy();
    ((ObjectNode) copy.at("/models/2/ensemble/0")).set("after", NODES.arrayNode().add("second"));
    assertThat(refusal(copy)).hasMessageContaining("the steps wait for each other");
  }

  /** Whether the spoilt scenario is refused; fails on anything but a scenario or one refusal. */
  private boolean isRefused(String pointer, JsonNode spoilt, String how) {
    Throwable thrown = catchThrowable(() -> ScenarioReader.read(file, spoilt).resolve());
    if (thrown == null) {
      return false;
    }
    assertThat(thrown).as("%s: %s", pointer, how).isInstanceOf(ScenarioException.class);
    List<Problem> problems = ((ScenarioException) thrown).details();
    assertThat(problems).as("%s: %s", pointer, how).isNotEmpty();
    for (Problem p : problems) {
      assertThat(p.toString().length()).as("%s: %s: %s", pointer, how, p).isLessThan(1000);
      assertThat(p.toString()).doesNotContain("\n").doesNotContain("null");
    }
    return true;
  }

  private ScenarioException refusal(JsonNode spoilt) {
    try {
      ScenarioReader.read(file, spoilt).resolve();
      return null;
    } catch (ScenarioException e) {
      return e;
    }
  }

  private JsonNode with(String pointer, JsonNode value) {
    JsonNode copy = tree.deepCopy();
    JsonNode parent = copy.at(parent(pointer));
    if (parent.isObject()) {
      ((ObjectNode) parent).set(last(pointer), value);
    } else {
      ((ArrayNode) parent).set(Integer.parseInt(last(pointer)), value);
    }
    return copy;
  }

  private JsonNode without(String pointer) {
    JsonNode copy = tree.deepCopy();
    JsonNode parent = copy.at(parent(pointer));
    if (parent.isObject()) {
      ((ObjectNode) parent).remove(last(pointer));
    } else {
      ((ArrayNode) parent).remove(Integer.parseInt(last(pointer)));
    }
    return copy;
  }

  /** JSON pointers of everything below the root. */
  private static List<String> places(JsonNode node, String pointer) {
    List<String> places = new ArrayList<>();
    if (!pointer.isEmpty()) {
      places.add(pointer);
    }
    if (node.isObject()) {
      node.properties()
          .forEach(e -> places.addAll(places(e.getValue(), pointer + "/" + e.getKey())));
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        places.addAll(places(node.get(i), pointer + "/" + i));
      }
    }
    return places;
  }

  private static String parent(String pointer) {
    return pointer.substring(0, pointer.lastIndexOf('/'));
  }

  private static String last(String pointer) {
    return pointer.substring(pointer.lastIndexOf('/') + 1);
  }
}
