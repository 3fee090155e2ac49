package perseus.price;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import perseus.input.JsonObject;
import perseus.input.Problems;
import perseus.input.YamlFile;
import perseus.profile.Basis;
import tools.jackson.databind.JsonNode;

/**
 * Reads a price book:
 *
 * <pre>
 * formatVersion: 1
 * date: 2020-01-15
 * currency: USD
 * source: where the prices were published
 * billing: {granularity: second, minimum: 60}       # second | minute | hour; minimum in seconds
 * components:                                       # parts of machines that are priced apart
 *   - {name: p4, usdPerHour: 0.60, source: ..., verified: true}
 * entries:
 *   - {name: g4dn.xlarge, usdPerHour: 0.526, gpu: {type: T4, count: 1}, vcpus: 4, memoryGb: 16}
 *   - {name: n1-custom-6-12288+1xp4, parts: {n1-vcpu: 6, n1-memory-gb: 12, p4: 1}}
 * </pre>
 *
 * {@code date} is {@code undated} where the source carries none. {@code source}, {@code verified}
 * and {@code billing} may stand in an entry and override the book's. An entry whose price, or a
 * part's, is not {@code verified} has basis assumed.
 */
public final class PriceBookReader {
  private static final String UNDATED = "undated";
  private static final double MAX_USD_PER_HOUR = 1e6;
  private static final double MAX_QUANTITY = 1e6;
  private static final long MAX_MINIMUM_S = 366 * 86_400L;

  private final Problems problems;
  private final Map<String, Part> parts = new LinkedHashMap<>();

  private PriceBookReader(Problems problems) {
    this.problems = problems;
  }

  private record Part(double usdPerHour, String source, boolean verified) {}

  private enum Granularity {
    SECOND(Billing.SECOND_NS),
    MINUTE(Billing.MINUTE_NS),
    HOUR(Billing.HOUR_NS);

    private final long ns;

    Granularity(long ns) {
      this.ns = ns;
    }
  }

  /**
   * @throws perseus.input.InvalidInput with every problem of the file
   */
  public static PriceBook read(Path file) {
    JsonNode tree = YamlFile.read(file);
    Problems problems = new Problems(file.toString());
    PriceBook book = new PriceBookReader(problems).book(file, tree);
    problems.throwIfAny();
    return book;
  }

  private PriceBook book(Path file, JsonNode tree) {
    JsonObject root = new JsonObject(tree, "", problems);
    root.integer("formatVersion", 1, 1, null);
    String date = root.text("date", null);
    checkDate(root.path("date"), date);
    String currency = root.text("currency", "USD");
    if (!currency.equals("USD")) {
      problems.add(root.path("currency"), "must be USD (was '" + currency + "')");
    }
    String source = root.text("source", "");
    boolean verified = root.flag("verified", true);
    Billing billing = billing(root, Billing.PER_SECOND);
    for (JsonObject component : objects(root, "components", false)) {
      String name = name(component, parts.keySet());
      Part part =
          new Part(
              usdPerHour(component),
              source(component, source),
              component.flag("verified", verified));
      parts.put(name, part);
      component.finish();
    }
    Map<String, Price> prices = new LinkedHashMap<>();
    for (JsonObject entry : objects(root, "entries", true)) {
      Price price = price(entry, name(entry, prices.keySet()), source, verified, billing);
      prices.put(price.name(), price);
      entry.finish();
    }
    root.finish();
    String fileName = file.getFileName().toString();
    int dot = fileName.lastIndexOf('.');
    return new PriceBook(dot < 0 ? fileName : fileName.substring(0, dot), date, currency, prices);
  }

  private Price price(
      JsonObject entry, String name, String source, boolean verified, Billing billing) {
    JsonObject gpu = entry.object("gpu", false);
    String type = "";
    int count = 0;
    if (gpu != null) {
      type = gpu.text("type", null);
      count = (int) gpu.integer("count", 1, 1000, 1L);
      gpu.finish();
    }
    boolean summed = entry.get("parts") != null;
    if (summed == (entry.get("usdPerHour") != null)) {
      problems.add(entry.path("usdPerHour"), "exactly one of usdPerHour and parts must be given");
    }
    Part part = summed ? sum(entry.object("parts", true)) : new Part(0, "", true);
    double usdPerHour =
        !summed && entry.get("usdPerHour") != null ? usdPerHour(entry) : part.usdPerHour();
    boolean checked = entry.flag("verified", verified) && part.verified();
    return new Price(
        name,
        usdPerHour,
        billing(entry, billing),
        type,
        count,
        entry.number("vcpus", 0, MAX_QUANTITY, 0.0),
        entry.number("memoryGb", 0, MAX_QUANTITY, 0.0),
        summed ? part.source() : source(entry, source),
        checked ? Basis.MEASURED : Basis.ASSUMED);
  }

  /** Quantities × prices of the named components. */
  private Part sum(JsonObject quantities) {
    double usdPerHour = 0;
    boolean verified = true;
    List<String> sources = new ArrayList<>();
    for (String name : quantities.keys()) {
      double quantity = quantities.number(name, 0, MAX_QUANTITY, null);
      Part part = parts.get(name);
      if (part == null) {
        problems.add(
            quantities.path(name),
            "no component '" + name + "'" + Problems.didYouMean(name, parts.keySet()));
        continue;
      }
      usdPerHour += quantity * part.usdPerHour();
      verified &= part.verified();
      if (!sources.contains(part.source())) {
        sources.add(part.source());
      }
    }
    return new Part(usdPerHour, String.join("; ", sources), verified);
  }

  private Billing billing(JsonObject object, Billing otherwise) {
    JsonObject billing = object.object("billing", false);
    if (billing == null) {
      return otherwise;
    }
    Granularity granularity = billing.constant("granularity", Granularity.class, null);
    long minimum = billing.integer("minimum", 0, MAX_MINIMUM_S, 0L);
    billing.finish();
    return new Billing(granularity.ns, minimum * Billing.SECOND_NS);
  }

  private double usdPerHour(JsonObject object) {
    double usd = object.number("usdPerHour", 0, MAX_USD_PER_HOUR, null);
    JsonNode value = object.get("usdPerHour");
    if (value != null && value.isNumber() && usd == 0 && value.asDouble() == 0) {
      problems.add(object.path("usdPerHour"), "must be greater than 0 (was 0)");
    }
    return usd;
  }

  private String source(JsonObject object, String otherwise) {
    String source = object.text("source", otherwise);
    if (source.isBlank()) {
      problems.add(object.path("source"), "is missing; a price says where it was published");
    }
    return source;
  }

  private String name(JsonObject object, java.util.Set<String> taken) {
    String name = object.text("name", null);
    if (taken.contains(name) && !name.isEmpty()) {
      problems.add(object.path("name"), "'" + name + "' stands here for the second time");
    }
    return name;
  }

  private List<JsonObject> objects(JsonObject root, String key, boolean required) {
    List<JsonObject> objects = new ArrayList<>();
    List<JsonNode> nodes = root.array(key, required);
    for (int i = 0; i < nodes.size(); i++) {
      objects.add(new JsonObject(nodes.get(i), root.path(key) + "[" + i + "]", problems));
    }
    return objects;
  }

  private void checkDate(String path, String date) {
    try {
      if (!date.isEmpty() && !date.equals(UNDATED)) {
        LocalDate.parse(date);
      }
    } catch (DateTimeParseException e) {
      problems.add(path, "must be a date such as 2020-01-15, or undated (was '" + date + "')");
    }
  }
}
