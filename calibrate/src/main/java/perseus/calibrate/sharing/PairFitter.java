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
import perseus.gpu.CoRunners;
import perseus.gpu.IgniterInterference;
import perseus.gpu.Interference;
import perseus.gpu.InterferenceModel;
import perseus.profile.Basis;
import perseus.profile.Profile;
import perseus.profile.ProfileEntry;
import perseus.profile.ProfileEntry.Parameter;
import perseus.profile.ProfileEntry.Residual;
import perseus.profile.ProfileKey;
import perseus.profile.ServiceCurve;
import perseus.server.Host;

/**
 * Pairs of models under MPS → {@link IgniterInterference} and one profile entry per model and share
 * of the SMs (variant {@code mps-50}: 50 %).
 *
 * <p>Solo latencies come from the solo table and from the pairs' own solo columns. From them: the
 * active time {@code k_act(b, r)} and the L2 utilisation against processing ability, per model.
 * From the pairs: per model the scheduling delay beside one neighbour, the sensitivity to the
 * neighbours' L2 utilisation, and the power demand; in common the slope of the clock above the
 * power cap. What pairs cannot tell (three and more on a GPU; watts in themselves) is assumed.
 */
public final class PairFitter implements TableFitter {
  /** Hardware constants that iGniter publishes for the V100; they set the unit of power demand. */
  private static final double IDLE_W = 53.5;

  private static final double CAP_W = 300;
  private static final double MAX_MHZ = 1530;

  /** Unit of scheduling delay: only its product with the number of kernels shows in latencies. */
  private static final double DELAY_UNIT_MS = 1e-3;

  private static final int PER_MODEL = 4;

  @Override
  public TableKind kind() {
    return SharingTables.PAIRS;
  }

  @Override
  public List<TableKind> kinds() {
    return List.of(SharingTables.PAIRS, SharingTables.SOLO);
  }

  @Override
  public Profile fit(List<MeasurementTable> tables, FitOptions options) {
    List<ProfileEntry> entries = new ArrayList<>();
    Map<String, InterferenceModel> interference = new TreeMap<>();
    Map<String, List<Side>> sides = new TreeMap<>();
    Map<String, SoloLatencies> solo = SoloLatencies.byGpu(tables);
    for (MeasurementTable table : tables) {
      if (table.kind().equals(SharingTables.PAIRS)) {
        for (Row row : table.rows()) {
          List<Side> ofGpu =
              sides.computeIfAbsent(SoloLatencies.gpu(row.text("gpu")), g -> new ArrayList<>());
          ofGpu.add(Side.of(table.name(), row, 1));
          ofGpu.add(Side.of(table.name(), row, 2));
        }
      }
    }
    sides.forEach(
        (gpu, rows) -> {
          options.progress().accept("interference on " + gpu + ": " + rows.size() + " latencies");
          interference.put(gpu, fit(gpu, rows, solo.get(gpu), entries));
        });
    return new Profile(entries, interference);
  }

  private static IgniterInterference fit(
      String gpu, List<Side> sides, SoloLatencies solo, List<ProfileEntry> entries) {
    List<String> models = solo.models();
    Map<String, Map<String, Double>> base = new TreeMap<>();
    models.forEach(model -> base.put(model, solo.traits(model)));
    List<String> paired = sides.stream().map(Side::model).distinct().sorted().toList();

    // Per paired model: delay (µs), cache sensitivity per % of L2, watts per 1,000/s, watts.
    int n = paired.size() * PER_MODEL;
    double[] start = new double[n + 1];
    double[] low = new double[n + 1];
    double[] high = new double[n + 1];
    for (int m = 0; m < paired.size(); m++) {
      double ability = solo.typicalAbility(paired.get(m)) / 1000;
      set(start, low, high, m * PER_MODEL, 100, 0, 5000);
      set(start, low, high, m * PER_MODEL + 1, 0.002, 0, 0.1);
      set(start, low, high, m * PER_MODEL + 2, 100 / ability, 0, 5000 / ability);
      set(start, low, high, m * PER_MODEL + 3, 60, 0, 300);
    }
    set(start, low, high, n, 1, 0, 10);
    double[] fitted =
        LeastSquares.fit(
            k -> residuals(k, sides, paired, base), start, low, high, Double.POSITIVE_INFINITY);

    IgniterInterference model = model(fitted[n]);
    Map<String, Map<String, Double>> traits = traits(fitted, paired, base);
    List<Residual> residuals = new ArrayList<>();
    double[] errors = residuals(fitted, sides, paired, base);
    for (int i = 0; i < errors.length; i++) {
      Side side = sides.get(i);
      residuals.add(
          new Residual(
              side.table(),
              side.row(),
              side.metric(),
              side.latencyMs(),
              side.latencyMs() * StrictMath.exp(errors[i])));
    }
    for (String name : models) {
      List<Parameter> common = parameters(name, paired, fitted, low, high, traits.get(name));
      for (double percent : solo.percents(name)) {
        List<Parameter> parameters = new ArrayList<>(common);
        parameters.add(
            new Parameter(
                "service.occupancy",
                percent / 100,
                Double.NaN,
                Double.NaN,
                Basis.ASSUMED,
                "all SMs of its share; the shares of a measured pair add up to 100 %"));
        ServiceCurve curve = solo.curve(name, percent);
        String variant = SoloLatencies.variant(percent);
        entries.add(
            new ProfileEntry(
                new ProfileKey(gpu, name, "", solo.backend(name), "", variant),
                curve,
                Host.FrontEnd.NONE,
                0,
                0,
                0,
                0,
                traits.get(name),
                parameters,
                residuals.stream().filter(r -> isOf(r, sides, name, variant)).toList(),
                solo.sources(name, percent)));
      }
    }
    return model;
  }

  private static boolean isOf(Residual residual, List<Side> sides, String model, String variant) {
    return sides.stream()
        .anyMatch(
            s ->
                s.row() == residual.row()
                    && s.table().equals(residual.table())
                    && s.metric().equals(residual.metric())
                    && s.model().equals(model)
                    && SoloLatencies.variant(s.percent()).equals(variant));
  }

  private static IgniterInterference model(double frequencySlope) {
    // Δ grows by one unit per neighbour; beyond one neighbour that is assumed.
    return new IgniterInterference(
        DELAY_UNIT_MS, -DELAY_UNIT_MS, IDLE_W, CAP_W, MAX_MHZ, -frequencySlope);
  }

  private static Map<String, Map<String, Double>> traits(
      double[] k, List<String> paired, Map<String, Map<String, Double>> base) {
    Map<String, Map<String, Double>> traits = new TreeMap<>();
    base.forEach(
        (name, known) -> {
          Map<String, Double> all = new TreeMap<>(known);
          int m = paired.indexOf(name);
          for (int p = 0; p < PER_MODEL; p++) {
            double value = m >= 0 ? k[m * PER_MODEL + p] : mean(k, paired.size(), p);
            all.put(
                List.of("kernels", "cacheAlpha", "powerAlpha", "powerBeta").get(p),
                // Ability counts inferences per second, the fit thousands of them.
                p == 2 ? value / 1000 : value);
          }
          all.put("schedulingMs", 0.0);
          traits.put(name, all);
        });
    return traits;
  }

  /** ln(predicted / measured) of every co-located latency. */
  private static double[] residuals(
      double[] k, List<Side> sides, List<String> paired, Map<String, Map<String, Double>> base) {
    Map<String, Map<String, Double>> traits = traits(k, paired, base);
    List<Map<String, Double>> byIndex = new ArrayList<>();
    paired.forEach(name -> byIndex.add(traits.get(name)));
    Interference bound = model(k[k.length - 1]).bind(paired, byIndex);
    double[] residuals = new double[sides.size()];
    for (int i = 0; i < residuals.length; i++) {
      Side s = sides.get(i);
      CoRunners pair =
          new Pair(
              new int[] {paired.indexOf(s.model()), paired.indexOf(s.other())},
              new int[] {s.batch(), s.otherBatch()},
              new double[] {s.percent() / 100, s.otherPercent() / 100});
      residuals[i] = StrictMath.log(bound.slowdown(pair, 0) * s.soloMs() / s.latencyMs());
    }
    return residuals;
  }

  private static List<Parameter> parameters(
      String name,
      List<String> paired,
      double[] fitted,
      double[] low,
      double[] high,
      Map<String, Double> traits) {
    int m = paired.indexOf(name);
    List<Parameter> parameters = new ArrayList<>();
    String[] names = {"kernels", "cacheAlpha", "powerAlpha", "powerBeta"};
    for (int p = 0; p < PER_MODEL; p++) {
      int i = Math.max(0, m) * PER_MODEL + p;
      double unit = p == 2 ? 1000 : 1;
      parameters.add(
          new Parameter(
              "traits." + names[p],
              traits.get(names[p]),
              low[i] / unit,
              high[i] / unit,
              m >= 0 ? Basis.MEASURED : Basis.ASSUMED,
              m >= 0
                  ? (p == 0
                      ? "scheduling delay beside one neighbour in µs; beyond one assumed"
                      : "")
                  : "no pair with this model: mean of the others"));
    }
    for (String solo : List.of("k1", "k2", "k3", "k4", "k5", "l2Alpha", "l2Beta")) {
      parameters.add(
          new Parameter(
              "traits." + solo, traits.get(solo), Double.NaN, Double.NaN, Basis.MEASURED, ""));
    }
    int last = fitted.length - 1;
    parameters.add(
        new Parameter(
            "interference.frequencyAlpha",
            -fitted[last],
            -high[last],
            low[last],
            Basis.MEASURED,
            "with idle power, power cap and clock of the V100 as iGniter publishes them"));
    return parameters;
  }

  private static double mean(double[] k, int models, int p) {
    double sum = 0;
    for (int m = 0; m < models; m++) {
      sum += k[m * PER_MODEL + p];
    }
    return sum / models;
  }

  private static void set(
      double[] start, double[] low, double[] high, int i, double at, double from, double to) {
    start[i] = at;
    low[i] = from;
    high[i] = to;
  }

  /** One model of a pair. */
  private record Side(
      String table,
      int row,
      String metric,
      String model,
      int batch,
      double percent,
      String other,
      int otherBatch,
      double otherPercent,
      double latencyMs,
      double soloMs) {
    static Side of(String table, Row row, int me) {
      int other = 3 - me;
      return new Side(
          table,
          row.number(),
          "coloc_latency" + me + "_ms",
          row.text("model" + me),
          row.integer("batch" + me, 0),
          row.number("mps_pct" + me),
          row.text("model" + other),
          row.integer("batch" + other, 0),
          row.number("mps_pct" + other),
          row.number("coloc_latency" + me + "_ms"),
          row.number("solo_latency" + me + "_ms"));
    }
  }

  private record Pair(int[] deployments, int[] batches, double[] shares) implements CoRunners {
    @Override
    public int count() {
      return 2;
    }

    @Override
    public int deployment(int k) {
      return deployments[k];
    }

    @Override
    public int batchSize(int k) {
      return batches[k];
    }

    @Override
    public double share(int k) {
      return shares[k];
    }

    @Override
    public String toString() {
      return Arrays.toString(deployments);
    }
  }
}
