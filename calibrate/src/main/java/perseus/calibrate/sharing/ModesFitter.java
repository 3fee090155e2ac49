package perseus.calibrate.sharing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import perseus.calibrate.FitOptions;
import perseus.calibrate.MeasurementTable;
import perseus.calibrate.MeasurementTable.Row;
import perseus.calibrate.TableFitter;
import perseus.calibrate.TableKind;
import perseus.profile.Basis;
import perseus.profile.Profile;
import perseus.profile.ProfileEntry;
import perseus.profile.ProfileEntry.Parameter;
import perseus.profile.ProfileEntry.Residual;
import perseus.profile.ProfileKey;
import perseus.profile.ServiceCurve;
import perseus.profile.ServiceDistribution;
import perseus.server.Host;

/**
 * Pods under time slicing, MPS and MIG → one profile entry per model and mode (the entry's
 * variant), from the rows with at most {@value #MOST_PODS} pods.
 *
 * <ul>
 *   <li>time slicing: the switching overhead o in {@code T(n) = n·(1 + o)·T(1)} (trait {@code
 *       switchOverhead});
 *   <li>MPS: the occupancy κ in {@code T(n) = (1 + (n − 1)·κ)·T(1)}: each neighbour costs its
 *       occupancy from the first on, the rest of the time is latency;
 *   <li>MIG: the time in one slice; slices do not touch each other.
 * </ul>
 */
public final class ModesFitter implements TableFitter {
  /** Rows with more pods are predicted, not fitted. */
  static final int MOST_PODS = 3;

  static final String SWITCH_OVERHEAD = "switchOverhead";

  private static final double NS_PER_S = 1e9;

  @Override
  public TableKind kind() {
    return SharingTables.MODES;
  }

  @Override
  public Profile fit(List<MeasurementTable> tables, FitOptions options) {
    Map<String, List<Point>> groups = new TreeMap<>();
    for (MeasurementTable table : tables) {
      for (Row row : table.rows()) {
        if (row.integer("co_located_pods", 0) <= MOST_PODS && mode(row) != null) {
          groups
              .computeIfAbsent(
                  row.text("gpu") + "\n" + row.text("model") + "\n" + mode(row),
                  g -> new ArrayList<>())
              .add(new Point(table.name(), row));
        }
      }
    }
    List<ProfileEntry> entries = new ArrayList<>();
    groups.forEach(
        (name, points) -> {
          if (points.stream().anyMatch(point -> point.pods() == 1)) {
            entries.add(entry(points));
          }
          options.progress().accept(name.replace('\n', ' '));
        });
    return new Profile(entries, Map.of());
  }

  /** {@code time-slicing}, {@code mps} or {@code mig}; null if the row says something else. */
  static String mode(Row row) {
    String mode = row.text("sharing").toLowerCase(java.util.Locale.ROOT);
    return List.of("time-slicing", "mps", "mig").contains(mode) ? mode : null;
  }

  /** GPU of the entry: the row's name without maker and remarks. */
  static String gpu(Row row) {
    String gpu = SoloLatencies.gpu(row.text("gpu"));
    return gpu.startsWith("NVIDIA ") ? gpu.substring("NVIDIA ".length()) : gpu;
  }

  private static ProfileEntry entry(List<Point> points) {
    Row first = points.get(0).row();
    String mode = mode(first);
    boolean isMig = mode.equals("mig");
    double alone =
        points.stream()
            .filter(p -> isMig || p.pods() == 1)
            .mapToDouble(Point::seconds)
            .average()
            .orElseThrow();
    double cost = isMig ? 0 : perNeighbour(points, alone);
    boolean known = points.stream().anyMatch(p -> p.pods() > 1);
    Map<String, Double> traits = Map.of();
    double occupancy = 1;
    List<Parameter> parameters = new ArrayList<>();
    String unknown = "no row with several pods";
    if (mode.equals("time-slicing")) {
      double overhead = known ? overhead(points, alone) : 0;
      traits = Map.of(SWITCH_OVERHEAD, overhead);
      parameters.add(parameter("traits." + SWITCH_OVERHEAD, overhead, 0, 10, known, unknown));
    } else if (mode.equals("mps")) {
      occupancy = known ? Math.max(1e-6, Math.min(1, cost)) : 1;
      parameters.add(parameter("service.occupancy", occupancy, 1e-6, 1, known, unknown));
      parameters.add(
          new Parameter(
              "service.latencyFraction",
              1 - occupancy,
              Double.NaN,
              Double.NaN,
              Basis.ASSUMED,
              "every kernel waits in line: latency = 1 − occupancy"));
    }
    List<Residual> residuals = new ArrayList<>();
    List<String> sources = new ArrayList<>();
    for (Point p : points) {
      double factor =
          isMig || p.pods() == 1
              ? 1
              : mode.equals("mps")
                  ? 1 + (p.pods() - 1) * occupancy
                  : p.pods() * (1 + traits.get(SWITCH_OVERHEAD));
      residuals.add(
          new Residual(p.table(), p.row().number(), "avg_latency_s", p.seconds(), alone * factor));
      if (!sources.contains(p.table())) {
        sources.add(p.table());
      }
    }
    double[] time = {alone * NS_PER_S};
    return new ProfileEntry(
        new ProfileKey(gpu(first), first.text("model"), "", "", "", mode),
        new ServiceCurve(
            new int[] {1},
            new double[1],
            time,
            new double[1],
            time,
            ServiceDistribution.DETERMINISTIC,
            new double[] {occupancy},
            new double[] {mode.equals("mps") ? 1 - occupancy : 0}),
        Host.FrontEnd.NONE,
        0,
        0,
        0,
        0,
        traits,
        parameters,
        residuals,
        sources);
  }

  /** Mean cost of a neighbour relative to the time alone. */
  private static double perNeighbour(List<Point> points, double alone) {
    return points.stream()
        .filter(p -> p.pods() > 1)
        .mapToDouble(p -> (p.seconds() / alone - 1) / (p.pods() - 1))
        .average()
        .orElse(0);
  }

  private static double overhead(List<Point> points, double alone) {
    return Math.max(
        0,
        points.stream()
            .filter(p -> p.pods() > 1)
            .mapToDouble(p -> p.seconds() / alone / p.pods() - 1)
            .average()
            .orElse(0));
  }

  private static Parameter parameter(
      String name, double value, double low, double high, boolean known, String unknown) {
    return new Parameter(
        name, value, low, high, known ? Basis.MEASURED : Basis.ASSUMED, known ? "" : unknown);
  }

  private record Point(String table, Row row) {
    int pods() {
      return row.integer("co_located_pods", 0);
    }

    double seconds() {
      return row.number("avg_latency_s");
    }
  }
}
