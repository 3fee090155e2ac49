package perseus.calibrate.sharing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import perseus.calibrate.FitOptions;
import perseus.calibrate.MeasurementTable;
import perseus.calibrate.MeasurementTable.Row;
import perseus.calibrate.TableFitter;
import perseus.calibrate.TableKind;
import perseus.gpu.MigGeometry;
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
 * One process per MIG slice → one profile entry per model and slice (GPU {@code
 * A100-SXM-80GB/2g.20gb}) that also says how further processes would share the slice.
 *
 * <p>Time of a batch of b on a slice with s compute and m memory slices, per model:
 *
 * <pre>copy·b + max(launch, latency + c(b)·((w0 + w1·b)/s + w2·b/m))</pre>
 *
 * The host copies inputs, then launches kernels faster or slower than the GPU runs them; GPU work
 * shrinks with the slice, except for a latency. c(b), near 1, holds what a library's choice of
 * kernels adds at one batch size on every slice. Across slices one-process rows tell these apart,
 * which gives the fraction of the slice that one process uses (occupancy) and the part of its time
 * that neighbours do not lengthen; see {@link perseus.gpu.Sharing}. That several processes add up
 * like this is assumed: rows with more than one are not used.
 */
public final class MigMpsFitter implements TableFitter {
  /**
   * Expected spread of ln c(b): leaving one slice size out, 0.2 to 0.4 predict it best (median 2.4
   * to 2.5 %, against 2.9 % without c).
   */
  private static final double SPREAD = 0.2;

  /** Error (log) above which a row counts less in the fit. */
  private static final double ROBUST = 0.05;

  /**
   * A row faster than its model's law by this much (log) is taken for misrecorded: a slice cannot
   * do more work than its part of the device.
   */
  private static final double MISRECORDED = 0.25;

  /** Spread that holds every c(b) at 1. */
  private static final double NONE = 1e-4;

  /** Spread of a batch's duration, without which equal processes would march in step for ever. */
  private static final double CV = 0.02;

  private static final double NS_PER_MS = 1e6;

  private static final String[] NAMES = {"launchMs", "latencyMs", "w0", "w1", "w2", "copyMs"};
  private static final int COMMON = NAMES.length;

  @Override
  public TableKind kind() {
    return SharingTables.MIG_MPS;
  }

  /** Canonical name of the slice of a row, or null if the geometry has none of that size. */
  static String slice(int computeSlices) {
    String gpu = "A100-SXM-80GB";
    return MigGeometry.of(gpu).orElseThrow().profiles().stream()
        .filter(p -> p.computeSlices() == computeSlices)
        .findFirst()
        .map(p -> gpu + "/" + p.name())
        .orElse(null);
  }

  private static int memorySlices(int computeSlices) {
    return MigGeometry.of("A100-SXM-80GB").orElseThrow().profiles().stream()
        .filter(p -> p.computeSlices() == computeSlices)
        .findFirst()
        .orElseThrow()
        .memorySlices();
  }

  @Override
  public Profile fit(List<MeasurementTable> tables, FitOptions options) {
    Map<String, List<Point>> byModel = new TreeMap<>();
    for (MeasurementTable table : tables) {
      for (Row row : table.rows()) {
        int gpcs = row.integer("mig_gpcs", 0);
        if (row.integer("mps_processes", 0) == 1 && slice(gpcs) != null) {
          byModel
              .computeIfAbsent(row.text("model"), m -> new ArrayList<>())
              .add(Point.of(table.name(), row, gpcs));
        }
      }
    }
    List<ProfileEntry> entries = new ArrayList<>();
    byModel.forEach(
        (model, points) -> {
          options.progress().accept(model + ": " + points.size() + " rows with one process");
          fit(model, points, entries);
        });
    return new Profile(entries, Map.of());
  }

  private static void fit(String model, List<Point> points, List<ProfileEntry> entries) {
    double launch = points.stream().mapToDouble(Point::ms).min().orElseThrow();
    double work =
        points.stream().mapToDouble(p -> p.ms() * p.gpcs() / p.batch()).min().orElseThrow();
    double[] guess = {launch, 0.1 * work, 0.5 * work, 0.5 * work, 0.5 * work, 0.1 * work};
    int[] batches = points.stream().mapToInt(Point::batch).distinct().sorted().toArray();
    double[] start = new double[COMMON + batches.length];
    double[] low = new double[start.length];
    double[] high = new double[start.length];
    for (int i = 0; i < start.length; i++) {
      start[i] = i < COMMON ? StrictMath.log(guess[i]) : 0;
      low[i] = start[i] - 7;
      high[i] = start[i] + 5;
    }
    double[] law =
        LeastSquares.fit(log -> residuals(log, batches, points, NONE), start, low, high, ROBUST);
    List<Point> kept =
        points.stream()
            .filter(p -> StrictMath.log(totalMs(exp(law), batches, p) / p.ms()) < MISRECORDED)
            .toList();
    double[] fitted =
        LeastSquares.fit(log -> residuals(log, batches, kept, SPREAD), law, low, high, ROBUST);
    double[] k = exp(fitted);

    Map<Integer, Map<Integer, Point>> slices = new TreeMap<>();
    for (Point point : points) {
      slices.computeIfAbsent(point.gpcs(), g -> new TreeMap<>()).put(point.batch(), point);
    }
    List<Parameter> parameters = new ArrayList<>();
    boolean severalSlices = slices.size() > 1;
    for (int i = 0; i < k.length; i++) {
      parameters.add(
          new Parameter(
              i < COMMON ? NAMES[i] : "c[batch " + batches[i - COMMON] + "]",
              k[i],
              StrictMath.exp(low[i]),
              StrictMath.exp(high[i]),
              severalSlices ? Basis.MEASURED : Basis.ASSUMED,
              severalSlices ? "" : "rows of one slice size do not tell work from latency"));
    }
    parameters.add(
        new Parameter(
            "service.distribution.cv",
            CV,
            Double.NaN,
            Double.NaN,
            Basis.ASSUMED,
            "the table has means only"));
    slices.forEach(
        (gpcs, byBatch) -> entries.add(entry(model, gpcs, byBatch, k, batches, kept, parameters)));
  }

  private static ProfileEntry entry(
      String model,
      int gpcs,
      Map<Integer, Point> byBatch,
      double[] k,
      int[] batches,
      List<Point> kept,
      List<Parameter> common) {
    int n = byBatch.size();
    int[] batch = new int[n];
    double[] input = new double[n];
    double[] infer = new double[n];
    double[] occupancy = new double[n];
    double[] latency = new double[n];
    List<Residual> residuals = new ArrayList<>();
    List<Parameter> parameters = new ArrayList<>(common);
    int i = 0;
    Point last = null;
    for (Point point : byBatch.values()) {
      double c = k[COMMON + Arrays.binarySearch(batches, point.batch())];
      double work = c * workMs(k, point);
      double gpuPhase = largerMs(k[0], k[1] + work);
      double copy = k[5] * point.batch();
      double fitted = copy + gpuPhase;
      double measured = point.ms();
      if (!kept.contains(point)) {
        parameters.add(
            new Parameter(
                "service.inferMs[batch " + point.batch() + "]",
                fitted,
                Double.NaN,
                Double.NaN,
                Basis.EXTRAPOLATED,
                "row %d states %.1f ms, which contradicts the model's other rows"
                    .formatted(point.row(), measured)));
        measured = fitted;
      }
      double scale = measured / fitted;
      batch[i] = point.batch();
      input[i] = copy * scale * NS_PER_MS;
      infer[i] = gpuPhase * scale * NS_PER_MS;
      occupancy[i] = Math.max(1e-6, Math.min(1, work / gpuPhase));
      latency[i] = Math.min(1 - occupancy[i], k[1] / gpuPhase);
      residuals.add(
          new Residual(
              point.table(),
              point.row(),
              "throughput_ips",
              1000 * point.batch() / point.ms(),
              1000 * point.batch() / fitted));
      last = point;
      i++;
    }
    parameters.add(
        new Parameter(
            "service.occupancy[batch " + batch[0] + "]",
            occupancy[0],
            Double.NaN,
            Double.NaN,
            Basis.ASSUMED,
            "from one process per slice; that processes add up is assumed"));
    String[] framework = last.framework().split(", ", 2);
    return new ProfileEntry(
        new ProfileKey(
            slice(gpcs), model, framework.length > 1 ? framework[1] : "", framework[0], "", ""),
        new ServiceCurve(
            batch,
            input,
            infer,
            new double[n],
            infer,
            ServiceDistribution.lognormal(CV),
            occupancy,
            latency),
        Host.FrontEnd.NONE,
        0,
        0,
        0,
        0,
        Map.of(),
        parameters,
        residuals,
        List.of(last.table()));
  }

  /** ln(fitted / measured) of every row, then how far each c(b) is from 1. */
  private static double[] residuals(
      double[] log, int[] batches, List<Point> points, double spread) {
    double[] k = exp(log);
    double[] residuals = new double[points.size() + batches.length];
    for (int i = 0; i < points.size(); i++) {
      Point point = points.get(i);
      residuals[i] = StrictMath.log(totalMs(k, batches, point) / point.ms());
    }
    for (int i = 0; i < batches.length; i++) {
      residuals[points.size() + i] = log[COMMON + i] * ROBUST / spread;
    }
    return residuals;
  }

  private static double totalMs(double[] k, int[] batches, Point point) {
    double c = k[COMMON + Arrays.binarySearch(batches, point.batch())];
    return k[5] * point.batch() + largerMs(k[0], k[1] + c * workMs(k, point));
  }

  /** Work on the slice without c(b). */
  private static double workMs(double[] k, Point p) {
    return (k[2] + k[3] * p.batch()) / p.gpcs() + k[4] * p.batch() / p.memory();
  }

  /** A smooth maximum, (x¹⁶ + y¹⁶)^(1/16): powers of 12 to 20 fit alike, below 8 worse. */
  private static double largerMs(double x, double y) {
    double largest = Math.max(x, y);
    double ratio = Math.min(x, y) / largest;
    double squared = ratio * ratio;
    double fourth = squared * squared;
    double eighth = fourth * fourth;
    double root = Math.sqrt(Math.sqrt(1 + eighth * eighth));
    return largest * Math.sqrt(Math.sqrt(root));
  }

  private static double[] exp(double[] log) {
    double[] k = new double[log.length];
    for (int i = 0; i < k.length; i++) {
      k[i] = StrictMath.exp(log[i]);
    }
    return k;
  }

  private record Point(
      String table, int row, String framework, int gpcs, int memory, int batch, double ms) {
    static Point of(String table, Row row, int gpcs) {
      int batch = row.integer("batch", 0);
      return new Point(
          table,
          row.number(),
          row.text("framework"),
          gpcs,
          memorySlices(gpcs),
          batch,
          1000 * batch / row.number("throughput_ips"));
    }
  }
}
