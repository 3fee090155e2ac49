package perseus.scenario;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import perseus.document.Field;
import perseus.document.InputFile;
import perseus.document.Names;
import perseus.document.ObjectType;
import perseus.document.Overrides;
import perseus.document.Quantities;
import perseus.document.Reading;
import perseus.document.Types;
import perseus.document.ValueType;
import perseus.document.Values;
import perseus.document.VariantType;
import perseus.document.YamlTree;
import perseus.gpu.InterferenceModel;
import perseus.placement.PlacementPolicy;
import perseus.placement.SharedPlacement;
import perseus.price.PriceBook;
import perseus.price.PriceBookReader;
import perseus.profile.Profile;
import perseus.profile.ProfileJson;
import perseus.server.RoutingPolicy;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads scenarios; see {@link #schema} for the vocabulary. */
public final class ScenarioReader {
  public static final int FORMAT_VERSION = 1;

  private static final long DEFAULT_SEED = 1;

  private static final Map<String, ObjectType<? extends RoutingPolicy>> ROUTING =
      new LinkedHashMap<>();

  static {
    route("least-outstanding", RoutingPolicy.LEAST_OUTSTANDING);
    route("round-robin", RoutingPolicy.ROUND_ROBIN);
    route("random", RoutingPolicy.RANDOM);
    route("power-of-two", RoutingPolicy.POWER_OF_TWO);
  }

  private static final Field<Integer> VERSION =
      Field.required(
          "formatVersion", Types.integer(FORMAT_VERSION, FORMAT_VERSION), "version of the format");
  private static final Field<Long> HORIZON =
      Field.required("horizon", Quantities.duration(1), "end of arrivals, such as 10m");
  private static final Field<OptionalLong> WARM_UP =
      Field.optional(
          "warmUp",
          Types.keywordOr(
              "auto", OptionalLong.empty(), Types.map(Quantities.duration(0), OptionalLong::of)),
          OptionalLong.empty(),
          "discarded prefix: auto (MSER-5) or a duration");
  private static final Field<Long> SEED =
      Field.optional(
          "seed", Types.whole(Long.MIN_VALUE, Long.MAX_VALUE), DEFAULT_SEED, "base seed");
  private static final Field<Integer> REPLICATIONS =
      Field.optional("replications", Types.integer(1, 100_000), 1, "independent runs");
  private static final Field<Boolean> DRAIN =
      Field.optional(
          "drain", Types.bool(), false, "run requests in flight at the horizon to their end");
  private static final Field<List<Profile>> PROFILES =
      Field.optional(
          "profiles",
          Types.list(
              new FileType<>(c -> ProfileJson.parse(c.text(), c.file().path().toString())), 0),
          List.of(),
          "profile files, relative to this one");
  private static final Field<PriceBook> PRICES =
      Field.optional(
          "prices",
          new FileType<>(c -> PriceBookReader.read(c.file().path())),
          "price book, relative to this file");
  private static final Field<List<ServerSpec>> SERVERS =
      Field.required("servers", Types.list(ServerSpec.TYPE, 1), "servers and their GPUs");
  private static final Field<List<ModelSpec>> MODELS =
      Field.required("models", Types.list(ModelSpec.TYPE, 1), "models served");
  private static final Field<PlacementPolicy> PLACEMENT =
      Field.optional(
          "placement",
          PlacementTypes.TYPE,
          new SharedPlacement(),
          "a policy, or a list of {model, server, gpu, instances}");
  private static final Field<List<TenantSpec>> TENANTS =
      Field.required("tenants", Types.list(TenantSpec.TYPE, 1), "arrival streams");
  private static final Field<RoutingPolicy> ROUTING_POLICY =
      Field.optional(
          "routing",
          new VariantType<>("policy", ROUTING),
          RoutingPolicy.LEAST_OUTSTANDING,
          "how a request picks a server");
  private static final Field<InterferenceModel> INTERFERENCE =
      Field.optional(
          "interference",
          InterferenceType.TYPE,
          "slowdown of neighbours, instead of the profiles'");

  private static final List<Field<?>> FIELDS =
      List.of(
          VERSION,
          HORIZON,
          WARM_UP,
          SEED,
          REPLICATIONS,
          DRAIN,
          PROFILES,
          PRICES,
          SERVERS,
          MODELS,
          PLACEMENT,
          TENANTS,
          ROUTING_POLICY,
          INTERFERENCE);

  private ScenarioReader() {}

  /**
   * Reads a scenario file.
   *
   * @param overrides changes {@code path=value}, applied in order before anything is checked
   * @throws ScenarioException with every problem found
   */
  public static Scenario read(Path file, List<String> overrides) {
    Reading reading = new Reading(folder(file));
    InputFile.Content content = content(file, reading);
    JsonNode tree = content == null ? null : YamlTree.parse(content, reading);
    if (tree != null) {
      overrides.forEach(o -> Overrides.apply(tree, o, reading));
    }
    return read(file, tree, reading);
  }

  /**
   * Reads a scenario from a tree made from a file, as by {@link #tree}.
   *
   * @param file listed among the files read; paths in the scenario are relative to its folder
   * @throws ScenarioException with every problem found
   */
  public static Scenario read(Path file, JsonNode tree) {
    Reading reading = new Reading(folder(file));
    content(file, reading);
    return read(file, tree, reading);
  }

  /**
   * The tree of a scenario file, to be changed and given to {@link #read(Path, JsonNode)}.
   *
   * @throws ScenarioException if the file cannot be read or is no YAML
   */
  public static JsonNode tree(Path file) {
    Reading reading = new Reading(folder(file));
    InputFile.Content content = content(file, reading);
    JsonNode tree = content == null ? null : YamlTree.parse(content, reading);
    throwIfAny(file, reading);
    return tree;
  }

  /** JSON Schema of scenarios, from the declarations that read them. */
  public static ObjectNode schema() {
    ObjectNode schema = new ObjectType<Object>(FIELDS, v -> v).schema();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("title", "Perseus scenario");
    return schema;
  }

  private static Scenario read(Path file, JsonNode tree, Reading reading) {
    Scenario scenario = null;
    if (tree != null && isKnownVersion(tree, reading)) {
      ValueType<Scenario> type = new ObjectType<>(FIELDS, v -> build(file, v));
      scenario = type.read(tree, "", reading);
      reading.resolveReferences();
    }
    throwIfAny(file, reading);
    return scenario;
  }

  /** A document of another version would give misleading problems: it is refused alone. */
  private static boolean isKnownVersion(JsonNode tree, Reading reading) {
    JsonNode version = tree.get(VERSION.name());
    if (version != null
        && version.isIntegralNumber()
        && !version.bigIntegerValue().equals(java.math.BigInteger.valueOf(FORMAT_VERSION))) {
      reading.problem(
          VERSION.name(),
          "this program reads version %d (was %s)".formatted(FORMAT_VERSION, version),
          "use the program that the scenario was written for, or bring it to version "
              + FORMAT_VERSION);
      return false;
    }
    return true;
  }

  private static Scenario build(Path file, Values v) {
    Reading reading = v.reading();
    OptionalLong warmUp = v.get(WARM_UP);
    if (warmUp.isPresent() && warmUp.getAsLong() >= v.get(HORIZON)) {
      v.problem(WARM_UP, "must be shorter than the horizon", "");
    }
    checkPrices(v);
    checkModels(v);
    checkTenants(v);
    return new Scenario(
        file,
        v.get(HORIZON),
        warmUp,
        v.get(SEED),
        v.get(REPLICATIONS),
        v.get(DRAIN),
        v.get(PROFILES),
        v.get(PRICES),
        v.get(SERVERS),
        v.get(MODELS),
        v.get(PLACEMENT),
        v.get(TENANTS),
        v.get(ROUTING_POLICY),
        v.get(INTERFERENCE),
        reading.files());
  }

  private static void checkPrices(Values v) {
    PriceBook book = v.get(PRICES);
    for (int i = 0; i < v.get(SERVERS).size(); i++) {
      String price = v.get(SERVERS).get(i).price();
      String at = v.path(SERVERS) + "[" + i + "].price";
      if (price != null && book == null) {
        v.reading().problem(at, "needs a price book", "prices: FILE.yaml");
      } else if (price != null && book.price(price).isEmpty()) {
        v.reading()
            .problem(
                at,
                "no price '%s' in the price book %s".formatted(price, book.name()),
                Names.suggest(price, book.names()));
      }
    }
  }

  private static void checkModels(Values v) {
    List<ModelSpec> models = v.get(MODELS);
    List<String> names = models.stream().map(ModelSpec::name).toList();
    List<List<Integer>> needs = new ArrayList<>();
    for (int i = 0; i < models.size(); i++) {
      ModelSpec model = models.get(i);
      if (model.profile() != null && v.get(PROFILES).isEmpty()) {
        v.reading()
            .problem(
                v.path(MODELS) + "[" + i + "]",
                "states no service, and the scenario has no profiles",
                "list profile files under profiles, or state service: {fixed: 2ms}");
      }
      // Dangling names are reported as references, not here.
      needs.add(
          model.ensemble().stream()
              .map(s -> names.indexOf(s.model()))
              .filter(k -> k >= 0)
              .toList());
    }
    Optional<List<Integer>> cycle = Cycles.find(needs);
    if (cycle.isPresent()) {
      v.problem(
          MODELS,
          "ensembles contain each other: "
              + String.join(" → ", cycle.get().stream().map(names::get).toList()),
          "");
    }
  }

  private static void checkTenants(Values v) {
    List<String> names = v.get(MODELS).stream().map(ModelSpec::name).toList();
    for (int i = 0; i < v.get(TENANTS).size(); i++) {
      TenantSpec tenant = v.get(TENANTS).get(i);
      int model = names.indexOf(tenant.model());
      if (model < 0) {
        continue;
      }
      int max = Math.max(1, v.get(MODELS).get(model).config().maxBatchSize());
      if (tenant.requestBatch() > max) {
        v.reading()
            .problem(
                v.path(TENANTS) + "[" + i + "].requestBatch",
                "must be at most the max batch size %d of model '%s' (was %d)"
                    .formatted(max, tenant.model(), tenant.requestBatch()),
                "raise the model's maxBatchSize");
      }
    }
  }

  private static InputFile.Content content(Path path, Reading reading) {
    try {
      InputFile.Content content = InputFile.read(path);
      reading.read(content.file());
      return content;
    } catch (IOException e) {
      reading.problem("", InputFile.reason(e));
      return null;
    }
  }

  private static Path folder(Path file) {
    Path parent = file.getParent();
    return parent == null ? Path.of("") : parent;
  }

  private static void throwIfAny(Path file, Reading reading) {
    if (reading.problemCount() > 0) {
      throw new ScenarioException(file.toString(), reading.problems());
    }
  }

  private static void route(String name, RoutingPolicy policy) {
    ROUTING.put(name, new ObjectType<>(List.of(), v -> policy));
  }
}
