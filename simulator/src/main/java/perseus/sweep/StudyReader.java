package perseus.sweep;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import perseus.input.JsonObject;
import perseus.input.Problems;
import perseus.input.YamlFile;
import perseus.metric.Numbers;
import tools.jackson.databind.JsonNode;

/**
 * Reads study files:
 *
 * <pre>
 * formatVersion: 1
 * kind: axes                  # or frontier
 * base: scenario.yaml         # relative to the study
 * axes:
 *   - {path: "tenants[0].arrivals.rate", values: [50/s, 100/s]}
 * replications: 5             # instead of the scenario's
 * </pre>
 */
public final class StudyReader {
  private static final long MAX_POINTS = 100_000;
  private static final long MAX_REPLICATIONS = 100_000;

  /** Digits that survive the way from decimal to double and back. */
  private static final int DOUBLE_DIGITS = 15;

  private StudyReader() {}

  private enum Kind {
    AXES,
    FRONTIER
  }

  /**
   * @throws perseus.input.InvalidInput with every problem of the file
   */
  public static Study read(Path file) {
    JsonNode document = YamlFile.read(file);
    Problems problems = new Problems(file.toString());
    JsonObject root = new JsonObject(document, "", problems);
    root.integer("formatVersion", 1, 1, null);
    Kind kind = root.constant("kind", Kind.class, Kind.AXES);
    if (kind == Kind.FRONTIER) {
      problems.throwIfAny();
      return new FrontierStudy(file, document);
    }
    Path base = base(file, root);
    List<AxesStudy.Axis> axes = axes(root);
    long replications = root.integer("replications", 1, MAX_REPLICATIONS, 0L);
    root.finish();
    problems.throwIfAny();
    return new AxesStudy(file, base, axes, (int) replications);
  }

  private static Path base(Path file, JsonObject root) {
    String name = root.text("base", null);
    try {
      Path base = file.resolveSibling(name);
      if (!name.isEmpty() && !Files.isRegularFile(base)) {
        root.problems().add(root.path("base"), "no such file: " + base);
      }
      return base;
    } catch (InvalidPathException e) {
      root.problems().add(root.path("base"), "is no file name (was '" + name + "')");
      return file;
    }
  }

  private static List<AxesStudy.Axis> axes(JsonObject root) {
    List<AxesStudy.Axis> axes = new ArrayList<>();
    TreeSet<String> paths = new TreeSet<>();
    List<JsonNode> nodes = root.array("axes", true);
    if (nodes.isEmpty() && root.get("axes") != null) {
      root.problems().add(root.path("axes"), "must have at least one entry");
    }
    long points = 1;
    for (int i = 0; i < nodes.size(); i++) {
      JsonObject axis =
          new JsonObject(nodes.get(i), root.path("axes") + "[" + i + "]", root.problems());
      String path = axis.text("path", null);
      if (!path.isEmpty() && !paths.add(path)) {
        root.problems().add(axis.path("path"), "'" + path + "' is varied by an axis before");
      }
      List<JsonNode> values = axis.array("values", true);
      if (values.isEmpty() && axis.get("values") != null) {
        root.problems().add(axis.path("values"), "must have at least one entry");
      }
      axes.add(new AxesStudy.Axis(path, values.stream().map(StudyReader::text).toList()));
      points = Math.min(MAX_POINTS + 1, points * Math.max(1, values.size()));
      axis.finish();
    }
    if (points > MAX_POINTS) {
      root.problems().add(root.path("axes"), "make more than " + MAX_POINTS + " points");
    }
    return axes;
  }

  /** A value as it would stand on a command line. */
  private static String text(JsonNode value) {
    if (value.isString()) {
      return value.asString();
    }
    boolean fraction = value.isDouble() && Double.isFinite(value.asDouble());
    return fraction ? Numbers.text(value.asDouble(), DOUBLE_DIGITS) : value.toString();
  }
}
