package perseus.sweep;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Every combination of the axes' values, applied to one scenario.
 *
 * @param file the study file
 * @param base the scenario
 * @param axes what is varied, at least one
 * @param replications runs per point, 0 = as the scenario says
 */
public record AxesStudy(Path file, Path base, List<Axis> axes, int replications) implements Study {
  public AxesStudy {
    axes = List.copyOf(axes);
  }

  /**
   * A varied setting.
   *
   * @param path as for {@code --set}, e.g. {@code tenants[0].arrivals.rate}
   * @param values as for {@code --set}, at least one
   */
  public record Axis(String path, List<String> values) {
    public Axis {
      values = List.copyOf(values);
    }
  }

  /**
   * One combination.
   *
   * @param values one per axis
   * @param overrides {@code path=value}, as for {@code --set}
   */
  public record Point(List<String> values, List<String> overrides) {
    public Point {
      values = List.copyOf(values);
      overrides = List.copyOf(overrides);
    }

    /** E.g. {@code rate=50/s, instances=2}. */
    public String label() {
      return String.join(", ", overrides);
    }
  }

  /** All points; the last axis varies fastest. */
  public List<Point> points() {
    List<Point> points = new ArrayList<>();
    points.add(new Point(List.of(), List.of()));
    for (Axis axis : axes) {
      List<Point> longer = new ArrayList<>();
      for (Point point : points) {
        for (String value : axis.values()) {
          List<String> values = new ArrayList<>(point.values());
          values.add(value);
          List<String> overrides = new ArrayList<>(point.overrides());
          overrides.add(axis.path() + "=" + value);
          longer.add(new Point(values, overrides));
        }
      }
      points = longer;
    }
    return points;
  }
}
