package perseus.frontier;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import perseus.input.JsonObject;
import perseus.input.Problems;
import tools.jackson.databind.JsonNode;

/**
 * A study of kind {@code frontier}: one two-tenant scenario on several servers.
 *
 * @param title shown above the figure
 * @param base scenario with exactly two tenants
 * @param sustained fraction of its offered requests that each tenant must have answered
 * @param mixes share of the first model's dedicated capacity in the mix, in (0, 1)
 * @param cases servers and placements
 */
public record FrontierStudy(
    String title, Path base, double sustained, List<Double> mixes, List<Case> cases) {
  public static final String KIND = "frontier";
  private static final int FORMAT_VERSION = 1;

  public FrontierStudy {
    mixes = List.copyOf(mixes);
    cases = List.copyOf(cases);
  }

  /**
   * One server.
   *
   * @param name e.g. {@code 2xP4 shared}
   * @param set overrides {@code path=value} of the base scenario
   * @param dedicated measured peaks of the two models alone on this server, 1/s; NaN = not known
   * @param measured pairs of rates measured together, 1/s
   * @param dedicatedAs name of an earlier case whose predicted peaks are this one's dedicated
   *     server (a placement that gives a model part of the server is compared with all of it);
   *     empty = its own
   */
  public record Case(
      String name, List<String> set, Pair dedicated, List<Pair> measured, String dedicatedAs) {
    public Case {
      set = List.copyOf(set);
      measured = List.copyOf(measured);
    }
  }

  /** Rates of the first and second model, 1/s. */
  public record Pair(double x, double y) {}

  /**
   * Reads a study.
   *
   * @param file its path; the base scenario's is relative to it
   * @param tree its content
   * @throws perseus.input.InvalidInput with every problem found
   */
  public static FrontierStudy read(Path file, JsonNode tree) {
    Problems problems = new Problems(file.toString());
    JsonObject root = new JsonObject(tree, "", problems);
    root.integer("formatVersion", FORMAT_VERSION, FORMAT_VERSION, null);
    root.text("kind", null);
    String title = root.text("title", "Two-model frontier");
    String base = root.text("base", null);
    double sustained = root.number("sustained", 0.5, 1, 0.99);
    List<Double> mixes = new ArrayList<>();
    for (double mix : root.numbers("mixes", 0.001, 0.999, true)) {
      mixes.add(mix);
    }
    List<Case> cases = new ArrayList<>();
    List<JsonNode> nodes = root.array("cases", true);
    for (int i = 0; i < nodes.size(); i++) {
      JsonObject object = new JsonObject(nodes.get(i), "cases[" + i + "]", problems);
      Case read = readCase(object);
      List<String> earlier = cases.stream().map(Case::name).toList();
      if (earlier.contains(read.name())) {
        problems.add(object.path("name"), "'" + read.name() + "' is taken");
      }
      if (!read.dedicatedAs().isEmpty() && !earlier.contains(read.dedicatedAs())) {
        problems.add(
            object.path("dedicatedAs"),
            "no earlier case '"
                + read.dedicatedAs()
                + "'"
                + Problems.didYouMean(read.dedicatedAs(), earlier));
      }
      cases.add(read);
    }
    if (cases.isEmpty()) {
      problems.add("cases", "needs at least one");
    }
    root.finish();
    problems.throwIfAny();
    return new FrontierStudy(title, file.resolveSibling(base), sustained, mixes, cases);
  }

  private static Case readCase(JsonObject object) {
    String name = object.text("name", null);
    List<String> set = new ArrayList<>();
    List<JsonNode> overrides = object.array("set", false);
    for (int i = 0; i < overrides.size(); i++) {
      if (overrides.get(i).isString() && overrides.get(i).asString().contains("=")) {
        set.add(overrides.get(i).asString());
      } else {
        object.problems().add(object.path("set") + "[" + i + "]", "must be a string path=value");
      }
    }
    Pair dedicated = new Pair(Double.NaN, Double.NaN);
    if (object.get("dedicated") != null) {
      double[] d = object.numbers("dedicated", 1e-6, 1e9, false);
      if (d.length == 2) {
        dedicated = new Pair(d[0], d[1]);
      } else {
        object.problems().add(object.path("dedicated"), "must hold two rates");
      }
    }
    List<Pair> measured = new ArrayList<>();
    List<JsonNode> points = object.array("measured", false);
    for (int i = 0; i < points.size(); i++) {
      JsonNode p = points.get(i);
      if (p.isArray()
          && p.size() == 2
          && p.get(0).isNumber()
          && p.get(1).isNumber()
          && p.get(0).asDouble() > 0
          && p.get(1).asDouble() > 0) {
        measured.add(new Pair(p.get(0).asDouble(), p.get(1).asDouble()));
      } else {
        object.problems().add(object.path("measured") + "[" + i + "]", "must be two rates above 0");
      }
    }
    if (!measured.isEmpty() && Double.isNaN(dedicated.x())) {
      object
          .problems()
          .add(object.path("dedicated"), "is missing: measured pairs are compared with it");
    }
    String dedicatedAs = object.text("dedicatedAs", "");
    object.finish();
    return new Case(name, set, dedicated, measured, dedicatedAs);
  }
}
