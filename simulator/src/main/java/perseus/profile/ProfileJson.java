package perseus.profile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import perseus.gpu.InterferenceModel;
import perseus.gpu.InterferenceModels;
import perseus.input.InvalidInput;
import perseus.input.JsonObject;
import perseus.input.Problems;
import perseus.server.Host;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Profiles as JSON: times in ms, to the nanosecond, members in a fixed order. The same profile
 * gives the same bytes.
 */
public final class ProfileJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();
  private static final double NS = 1e6;
  private static final double MAX_MS = 1e9;

  private ProfileJson() {}

  /**
   * Reads a profile.
   *
   * @throws InvalidInput naming every problem
   */
  public static Profile read(Path file) throws IOException {
    return parse(Files.readString(file, StandardCharsets.UTF_8), file.toString());
  }

  /**
   * Reads a profile from text.
   *
   * @param name what to call it in messages
   */
  public static Profile parse(String json, String name) {
    Problems problems = new Problems(name);
    JsonNode root;
    try {
      root = MAPPER.readTree(json);
    } catch (JacksonException e) {
      throw new InvalidInput(name, List.of("is not JSON: " + e.getOriginalMessage() + at(e)));
    }
    JsonObject object = new JsonObject(root, "", problems);
    long version = object.integer("formatVersion", 0, Long.MAX_VALUE, null);
    if (problems.isEmpty() && version != Profile.FORMAT_VERSION) {
      problems.add(
          "formatVersion",
          "this program reads version "
              + Profile.FORMAT_VERSION
              + " (was "
              + version
              + "); fit the profile again with this program or use the program that wrote it");
    }
    problems.throwIfAny();
    List<ProfileEntry> entries = new ArrayList<>();
    Map<ProfileKey, Integer> seen = new java.util.HashMap<>();
    List<JsonNode> nodes = object.array("entries", true);
    for (int i = 0; i < nodes.size(); i++) {
      String path = "entries[" + i + "]";
      ProfileEntry entry = entry(new JsonObject(nodes.get(i), path, problems));
      if (entry != null) {
        Integer first = seen.putIfAbsent(entry.key(), i);
        if (first != null) {
          problems.add(path + ".key", "is the same as that of entries[" + first + "]");
        }
        entries.add(entry);
      }
    }
    Map<String, InterferenceModel> interference = new TreeMap<>();
    JsonObject models = object.object("interference", false);
    if (models != null) {
      for (String gpu : models.keys()) {
        InterferenceModel model = interference(models, gpu);
        if (model != null) {
          interference.put(gpu, model);
        }
      }
    }
    object.finish();
    problems.throwIfAny();
    return new Profile(entries, interference);
  }

  /** Writes a profile, replacing {@code file} only once all of it is written. */
  public static void write(Profile profile, Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    Path partial = folder.resolve(file.getFileName() + ".partial");
    try {
      Files.writeString(partial, format(profile), StandardCharsets.UTF_8);
      Files.move(partial, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(partial);
    }
  }

  /** The JSON text of a profile. */
  public static String format(Profile profile) {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("formatVersion", Profile.FORMAT_VERSION);
    var entries = root.putArray("entries");
    for (ProfileEntry entry : profile.entries()) {
      entries.add(node(entry));
    }
    if (!profile.interference().isEmpty()) {
      ObjectNode models = root.putObject("interference");
      profile
          .interference()
          .forEach(
              (gpu, model) -> models.set(gpu, MAPPER.valueToTree(InterferenceModels.toMap(model))));
    }
    return MAPPER.writeValueAsString(root).replace("\r\n", "\n") + "\n";
  }

  private static InterferenceModel interference(JsonObject models, String gpu) {
    List<String> found = new ArrayList<>();
    InterferenceModel model = InterferenceModels.parse(models.get(gpu), models.path(gpu), found);
    found.forEach(problem -> models.problems().add("", problem));
    return model;
  }

  private static ProfileEntry entry(JsonObject object) {
    JsonObject key = object.object("key", true);
    JsonObject service = object.object("service", true);
    if (key == null || service == null) {
      return null;
    }
    ProfileKey profileKey =
        new ProfileKey(
            key.text("gpu", ""),
            key.text("model", null),
            key.text("precision", ""),
            key.text("backend", ""),
            key.text("accelerator", ""),
            key.text("variant", ""));
    key.finish();
    ServiceCurve curve = service(service);
    JsonObject front = object.object("frontEnd", false);
    Host.FrontEnd frontEnd = front == null ? Host.FrontEnd.NONE : FrontEndJson.read(front);
    Map<String, Double> traits = new TreeMap<>();
    JsonObject traitsObject = object.object("traits", false);
    if (traitsObject != null) {
      for (String trait : traitsObject.keys()) {
        traits.put(
            trait,
            traitsObject.number(trait, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, null));
      }
    }
    ProfileEntry entry =
        new ProfileEntry(
            profileKey,
            curve,
            frontEnd,
            object.number("hostContention", 0, 1000, 0.0),
            object.integer("memoryBytesPerInstance", 0, Long.MAX_VALUE, 0L),
            object.integer("inputBytes", 0, Long.MAX_VALUE, 0L),
            object.integer("outputBytes", 0, Long.MAX_VALUE, 0L),
            traits,
            each(object, "parameters", ProfileJson::parameter),
            each(object, "residuals", ProfileJson::residual),
            texts(object, "sources"),
            object.constant("payloads", Host.Payloads.class, Host.Payloads.GROWING));
    object.finish();
    return curve == null ? null : entry;
  }

  private static ServiceCurve service(JsonObject object) {
    List<JsonNode> sizes = object.array("batch", true);
    int n = sizes.size();
    int[] batch = new int[n];
    int problems = 0;
    for (int i = 0; i < n; i++) {
      JsonNode size = sizes.get(i);
      String path = object.path("batch") + "[" + i + "]";
      if (!size.isInt() || size.asInt() < 1) {
        object.problems().add(path, "must be a whole number of at least 1 (was " + size + ")");
        problems++;
      } else {
        batch[i] = size.asInt();
        if (i > 0 && batch[i] <= batch[i - 1]) {
          object
              .problems()
              .add(path, "must be greater than " + batch[i - 1] + " (was " + batch[i] + ")");
          problems++;
        }
      }
    }
    if (n == 0) {
      object.problems().add(object.path("batch"), "must not be empty");
      problems++;
    }
    double[] input = column(object, "inputMs", n);
    double[] infer = column(object, "inferMs", n);
    double[] output = column(object, "outputMs", n);
    double[] gpu = column(object, "gpuMs", n);
    ServiceDistribution distribution = ServiceDistribution.DETERMINISTIC;
    JsonObject shape = object.object("distribution", false);
    if (shape != null) {
      distribution = distribution(shape);
    }
    double[] occupancy = fractions(object, "occupancy", 1e-6, 1, n);
    double[] latency = fractions(object, "latencyFraction", 0, 0, n);
    double gap = object.number("gapMsPerInference", 0, MAX_MS, 0.0) * NS;
    object.finish();
    if (problems > 0 || input == null || infer == null || output == null || gpu == null) {
      return null;
    }
    for (int i = 0; i < n; i++) {
      double total = input[i] + infer[i] + output[i];
      if (gpu[i] > total * (1 + 1e-9)) {
        object
            .problems()
            .add(
                object.path("gpuMs") + "[" + i + "]",
                "must not exceed input + infer + output = "
                    + total / NS
                    + " (was "
                    + gpu[i] / NS
                    + ")");
      }
    }
    return new ServiceCurve(
        batch, input, infer, output, gpu, distribution, occupancy, latency, gap);
  }

  /** One number for all sizes, or one per size. */
  private static double[] fractions(
      JsonObject object, String key, double low, double otherwise, int n) {
    double[] fractions = new double[n];
    JsonNode value = object.get(key);
    if (value == null || !value.isArray()) {
      Arrays.fill(fractions, object.number(key, low, 1, otherwise));
      return fractions;
    }
    double[] values = object.numbers(key, low, 1, false);
    if (values.length != n) {
      object
          .problems()
          .add(object.path(key), "must hold a number per batch size (holds " + values.length + ")");
      return fractions;
    }
    return values;
  }

  private static void fractions(ObjectNode service, String key, double[] values) {
    if (Arrays.stream(values).allMatch(value -> value == values[0])) {
      service.put(key, values[0]);
    } else {
      ArrayNode array = service.putArray(key);
      for (double value : values) {
        array.add(value);
      }
    }
  }

  private static double[] column(JsonObject object, String key, int n) {
    double[] values = object.numbers(key, 0, MAX_MS, true);
    if (values.length != n) {
      object
          .problems()
          .add(
              object.path(key),
              "must have as many elements as batch, " + n + " (was " + values.length + ")");
      return null;
    }
    for (int i = 0; i < n; i++) {
      values[i] = Math.rint(values[i] * NS);
    }
    return values;
  }

  private static ServiceDistribution distribution(JsonObject object) {
    ServiceDistribution.Kind kind = object.constant("kind", ServiceDistribution.Kind.class, null);
    double cv = object.number("cv", 0, 100, kind == ServiceDistribution.Kind.EXPONENTIAL ? 1 : 0.0);
    double[] quantiles = object.numbers("quantiles", 0, 1e6, false);
    for (int i = 1; i < quantiles.length; i++) {
      if (quantiles[i] < quantiles[i - 1]) {
        object
            .problems()
            .add(
                object.path("quantiles") + "[" + i + "]",
                "must not be less than " + quantiles[i - 1] + " (was " + quantiles[i] + ")");
      }
    }
    if (kind == ServiceDistribution.Kind.QUANTILES && quantiles.length < 2) {
      object.problems().add(object.path("quantiles"), "must have at least 2 elements");
    }
    object.finish();
    return new ServiceDistribution(kind, cv, quantiles);
  }

  private static ProfileEntry.Parameter parameter(JsonObject object) {
    ProfileEntry.Parameter parameter =
        new ProfileEntry.Parameter(
            object.text("name", null),
            any(object, "value", null),
            any(object, "low", Double.NaN),
            any(object, "high", Double.NaN),
            object.constant("basis", Basis.class, null),
            object.text("note", ""));
    object.flag("atBound", false);
    object.finish();
    return parameter;
  }

  private static ProfileEntry.Residual residual(JsonObject object) {
    ProfileEntry.Residual residual =
        new ProfileEntry.Residual(
            object.text("table", null),
            (int) object.integer("row", 1, Integer.MAX_VALUE, null),
            object.text("metric", null),
            any(object, "measured", null),
            any(object, "fitted", null));
    object.finish();
    return residual;
  }

  private static double any(JsonObject object, String key, Double otherwise) {
    return object.number(key, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, otherwise);
  }

  private static <T> List<T> each(JsonObject object, String key, Function<JsonObject, T> element) {
    List<T> list = new ArrayList<>();
    List<JsonNode> nodes = object.array(key, false);
    for (int i = 0; i < nodes.size(); i++) {
      String path = object.path(key) + "[" + i + "]";
      list.add(element.apply(new JsonObject(nodes.get(i), path, object.problems())));
    }
    return list;
  }

  private static List<String> texts(JsonObject object, String key) {
    List<String> list = new ArrayList<>();
    List<JsonNode> nodes = object.array(key, false);
    for (int i = 0; i < nodes.size(); i++) {
      if (nodes.get(i).isString()) {
        list.add(nodes.get(i).asString());
      } else {
        object
            .problems()
            .add(object.path(key) + "[" + i + "]", "must be a string (was " + nodes.get(i) + ")");
      }
    }
    return list;
  }

  private static ObjectNode node(ProfileEntry entry) {
    ObjectNode node = MAPPER.createObjectNode();
    ObjectNode key = node.putObject("key");
    key.put("gpu", entry.key().gpu());
    key.put("model", entry.key().model());
    key.put("precision", entry.key().precision());
    key.put("backend", entry.key().backend());
    key.put("accelerator", entry.key().accelerator());
    key.put("variant", entry.key().variant());
    ServiceCurve curve = entry.service();
    ObjectNode service = node.putObject("service");
    var batch = service.putArray("batch");
    for (int size : curve.batch()) {
      batch.add(size);
    }
    column(service, "inputMs", curve.inputNs());
    column(service, "inferMs", curve.inferNs());
    column(service, "outputMs", curve.outputNs());
    column(service, "gpuMs", curve.gpuNs());
    ObjectNode shape = service.putObject("distribution");
    shape.put("kind", JsonObject.label(curve.distribution().kind()));
    if (curve.distribution().quantiles().length > 0) {
      var quantiles = shape.putArray("quantiles");
      for (double quantile : curve.distribution().quantiles()) {
        quantiles.add(quantile);
      }
    }
    shape.put("cv", curve.distribution().cv());
    fractions(service, "occupancy", curve.occupancy());
    fractions(service, "latencyFraction", curve.latencyFraction());
    service.put("gapMsPerInference", Math.rint(curve.gapNsPerInference() * 1e3) / 1e3 / NS);
    node.set("frontEnd", FrontEndJson.node(entry.frontEnd()));
    node.put("payloads", JsonObject.label(entry.payloads()));
    node.put("hostContention", entry.hostContention());
    node.put("memoryBytesPerInstance", entry.memoryBytesPerInstance());
    node.put("inputBytes", entry.inputBytes());
    node.put("outputBytes", entry.outputBytes());
    ObjectNode traits = node.putObject("traits");
    entry.traits().forEach(traits::put);
    var parameters = node.putArray("parameters");
    for (ProfileEntry.Parameter parameter : entry.parameters()) {
      ObjectNode p = parameters.addObject();
      p.put("name", parameter.name());
      p.put("value", parameter.value());
      if (!Double.isNaN(parameter.low())) {
        p.put("low", parameter.low());
      }
      if (!Double.isNaN(parameter.high())) {
        p.put("high", parameter.high());
      }
      if (parameter.atBound()) {
        p.put("atBound", true);
      }
      p.put("basis", parameter.basis().label());
      if (!parameter.note().isEmpty()) {
        p.put("note", parameter.note());
      }
    }
    var residuals = node.putArray("residuals");
    for (ProfileEntry.Residual residual : entry.residuals()) {
      ObjectNode r = residuals.addObject();
      r.put("table", residual.table());
      r.put("row", residual.row());
      r.put("metric", residual.metric());
      r.put("measured", residual.measured());
      r.put("fitted", residual.fitted());
    }
    var sources = node.putArray("sources");
    entry.sources().forEach(sources::add);
    return node;
  }

  private static void column(ObjectNode service, String key, double[] ns) {
    var array = service.putArray(key);
    for (double value : ns) {
      array.add(Math.rint(value) / NS);
    }
  }

  private static String at(JacksonException e) {
    return e.getLocation() == null
        ? ""
        : " at line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr();
  }
}
