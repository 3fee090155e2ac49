package perseus.calibrate.passes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import perseus.calibrate.FitOptions;
import perseus.calibrate.MeasurementTable;
import perseus.calibrate.MeasurementTable.Row;
import perseus.calibrate.TableFitter;
import perseus.calibrate.TableKind;
import perseus.input.InvalidInput;
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
 * Profiles of the two PERSEUS models from dedicated measurements alone: peaks of one and two GPUs
 * (figure), and the base passes of the single-tenant tests. No two-model point is used.
 *
 * <ul>
 *   <li>Execution of a batch of 8: 8 ÷ dedicated peak of one GPU.
 *   <li>GPU share of it: utilisation at the peak on the artifact's dashboards.
 *   <li>Host contention: the gap to twice the peak on two GPUs, least squares over both models; two
 *       executions stretch each other's host part by 1 + contention.
 *   <li>Constant delay: base passes of tests 4-7 less the execution.
 *   <li>Smaller batches: ResNet50's are affine in the batch size, the fixed share from test 1.
 *       Inception-v3's are not identified (its only test with smaller batches was bound by the
 *       network): its curve has the size 8 alone.
 * </ul>
 */
public final class PassFitter implements TableFitter {
  static final String DRIFT = "client.driftNs";
  static final String SLOT_HOLD = "client.slotHoldNs";

  private static final Pattern SERVER = Pattern.compile("([1-9][0-9]*)x(.+)");
  private static final String SOURCE =
      "PERSEUS artifact (cake-lab/perseus@e01bd020, Apache-2.0), IC2E 2020";

  /** Share of a slot's time outside the timed call: creating the request context. */
  private static final double SLOT_HOLD_SHARE = 0.035;

  /**
   * Relative spread of one execution, from the saturated P95/P50 of about 0.61/0.60 over the 12
   * batches in flight: (0.61/0.60 − 1)/1.645·√12.
   */
  private static final double SERVICE_CV = 0.035;

  private static final int BATCH = 8;

  /** What the artifact says of each model beyond the tables. */
  private record Model(
      String name,
      String column,
      String backend,
      double busyShare,
      long inputBytes,
      long memoryBytes,
      List<Integer> baseTests) {}

  private static final List<Model> MODELS =
      List.of(
          new Model(
              "resnet50", "resnet50_rps", "Caffe2", 0.84, 602_112, 1_760_000_000L, List.of(4, 7)),
          new Model(
              "inceptionv3",
              "inceptionv3_rps",
              "TensorFlow",
              0.92,
              1_072_812,
              540_000_000L,
              List.of(5, 6)));

  @Override
  public TableKind kind() {
    return PassTables.FRONTIER;
  }

  @Override
  public List<TableKind> kinds() {
    return List.of(PassTables.FRONTIER, PassTables.PASSES);
  }

  @Override
  public Profile fit(List<MeasurementTable> tables, FitOptions options) {
    Map<String, double[][]> peaks = dedicatedPeaks(tables);
    if (!peaks.containsKey("P4")) {
      throw new InvalidInput(
          "perseus frontier", List.of("server: needs the dedicated peaks of 1xP4, the reference"));
    }
    List<Row> passes =
        tables.stream()
            .filter(t -> t.kind().equals(PassTables.PASSES))
            .flatMap(t -> t.rows().stream())
            .toList();
    List<ProfileEntry> entries = new ArrayList<>();
    double[] hostNs = new double[MODELS.size()];
    double[] fixedShare = new double[MODELS.size()];
    long[] constantNs = new long[MODELS.size()];
    double[] driftNs = new double[MODELS.size()];
    List<String> gpus = new ArrayList<>(peaks.keySet());
    gpus.remove("P4");
    gpus.add(0, "P4");
    for (String gpu : gpus) {
      double[][] peak = peaks.get(gpu);
      boolean reference = gpu.equals("P4");
      double contention = reference ? contention(peak, busyHost(peak)) : contention(peak, hostNs);
      for (int m = 0; m < MODELS.size(); m++) {
        Model model = MODELS.get(m);
        double totalNs = BATCH / peak[m][1] * 1e9;
        if (reference) {
          hostNs[m] = totalNs * (1 - model.busyShare());
        }
        List<Parameter> parameters = new ArrayList<>();
        List<Residual> residuals = new ArrayList<>();
        if (reference) {
          ProfileEntry affine =
              entry(gpu, model, totalNs, hostNs[m], 0.3, 0, contention, List.of(), List.of());
          BasePasses.Constants constants = base(model, affine, passes, residuals, options.seed());
          constantNs[m] = constants.constantNs();
          driftNs[m] = constants.driftNs();
          fixedShare[m] =
              m == 0
                  ? fixedShare(model, totalNs, hostNs[m], constantNs[m], passes, options.seed())
                  : Double.NaN;
        }
        describe(
            parameters,
            gpu,
            reference,
            m,
            totalNs,
            hostNs[m],
            contention,
            peak[m][2] > 0,
            constantNs[m],
            fixedShare[m],
            driftNs[m],
            constantNs[m] > 0);
        entries.add(
            entry(
                gpu,
                model,
                totalNs,
                hostNs[m],
                fixedShare[m],
                constantNs[m],
                contention,
                parameters,
                residuals));
        options.progress().accept(gpu + " " + model.name());
      }
    }
    return new Profile(entries, Map.of());
  }

  /** Peaks by GPU type, then [model][number of GPUs 1 or 2]; 0 where not published. */
  private static Map<String, double[][]> dedicatedPeaks(List<MeasurementTable> tables) {
    Map<String, double[][]> peaks = new TreeMap<>();
    for (MeasurementTable table : tables) {
      if (!table.kind().equals(PassTables.FRONTIER)) {
        continue;
      }
      for (Row row : table.rows()) {
        Matcher server = SERVER.matcher(row.text("server"));
        if (!row.text("kind").equals("dedicated") || !server.matches()) {
          continue;
        }
        int count = Integer.parseInt(server.group(1));
        double[][] peak = peaks.computeIfAbsent(server.group(2), g -> new double[MODELS.size()][3]);
        for (int m = 0; m < MODELS.size(); m++) {
          double rate = row.number(MODELS.get(m).column());
          if (count <= 2 && rate > 0) {
            peak[m][count] = rate;
          }
        }
      }
    }
    peaks.values().removeIf(p -> p[0][1] == 0 || p[1][1] == 0);
    return peaks;
  }

  private static double[] busyHost(double[][] peak) {
    double[] host = new double[MODELS.size()];
    for (int m = 0; m < host.length; m++) {
      host[m] = BATCH / peak[m][1] * 1e9 * (1 - MODELS.get(m).busyShare());
    }
    return host;
  }

  /** Least squares of the extra time per execution on two GPUs over the host parts. */
  private static double contention(double[][] peak, double[] hostNs) {
    double product = 0;
    double squares = 0;
    for (int m = 0; m < peak.length; m++) {
      if (peak[m][2] > 0) {
        double extraNs = (2 * BATCH / peak[m][2] - BATCH / peak[m][1]) * 1e9;
        product += extraNs * hostNs[m];
        squares += hostNs[m] * hostNs[m];
      }
    }
    return squares == 0 ? 0 : Math.max(0, product / squares);
  }

  private static BasePasses.Constants base(
      Model model, ProfileEntry entry, List<Row> passes, List<Residual> residuals, long seed) {
    double constant = 0;
    double drift = 0;
    int tests = 0;
    for (int number : model.baseTests()) {
      List<Row> rows =
          BasePasses.of(passes.stream().filter(r -> r.integer("test", 0) == number).toList());
      if (rows.isEmpty()) {
        continue;
      }
      PassTest test = PassTest.of(number, "");
      BasePasses.Constants c = BasePasses.fit(test, entry, rows, slotHoldNs(entry), seed);
      constant += c.constantNs();
      drift += c.driftNs();
      tests++;
      for (Row row : rows) {
        PassSimulator.Pass pass =
            PassSimulator.run(
                test,
                entry,
                null,
                row.number("desired_qps"),
                Math.round(row.number("total_batches")),
                c.constantNs(),
                c.driftNs(),
                slotHoldNs(entry),
                seed);
        residuals.add(
            new Residual(
                "perseus passes, test " + number,
                row.number(),
                "p50_ms",
                row.number("p50_s") * 1e3,
                pass.seconds(50) * 1e3));
        residuals.add(
            new Residual(
                "perseus passes, test " + number,
                row.number(),
                "p95_ms",
                row.number("p95_s") * 1e3,
                pass.seconds(95) * 1e3));
      }
    }
    return tests == 0
        ? new BasePasses.Constants(0, 0)
        : new BasePasses.Constants(Math.round(constant / tests), drift / tests);
  }

  /**
   * Fixed share of an execution: the value on a grid of 0.05 with the least median error of P50
   * over test 1, whose batches hold two to eight requests.
   */
  private static double fixedShare(
      Model model, double totalNs, double hostNs, long constantNs, List<Row> passes, long seed) {
    List<Row> rows =
        passes.stream()
            .filter(r -> r.integer("test", 0) == 1 && r.integer("pass", 0) > 1)
            .filter(r -> r.integer("pass", 0) % 6 == 0)
            .toList();
    if (rows.isEmpty()) {
      return Double.NaN;
    }
    double best = 0;
    double bestError = Double.POSITIVE_INFINITY;
    for (int step = 0; step <= 20; step++) {
      double share = step * 0.05;
      ProfileEntry entry =
          entry("P4", model, totalNs, hostNs, share, constantNs, 0, List.of(), List.of());
      double[] errors = new double[rows.size()];
      for (int i = 0; i < errors.length; i++) {
        Row row = rows.get(i);
        PassSimulator.Pass pass =
            PassSimulator.run(
                PassTest.of(1, ""),
                entry,
                null,
                row.number("desired_qps"),
                Math.round(row.number("total_batches")),
                constantNs,
                0,
                slotHoldNs(entry),
                seed);
        errors[i] = Math.abs(pass.seconds(50) / row.number("p50_s") - 1);
      }
      java.util.Arrays.sort(errors);
      double median = errors[errors.length / 2];
      if (median < bestError) {
        bestError = median;
        best = share;
      }
    }
    return best;
  }

  private static long slotHoldNs(ProfileEntry entry) {
    double perRequestNs = entry.service().totalNs(BATCH) / BATCH;
    return Math.round(SLOT_HOLD_SHARE * PassTest.MAX_IN_FLIGHT * perRequestNs);
  }

  private static ProfileEntry entry(
      String gpu,
      Model model,
      double totalNs,
      double hostNs,
      double fixedShare,
      long constantNs,
      double contention,
      List<Parameter> parameters,
      List<Residual> residuals) {
    double gpuNs = totalNs - hostNs;
    double one = fixedShare + (1 - fixedShare) / BATCH;
    boolean affine = !Double.isNaN(fixedShare);
    return new ProfileEntry(
        new ProfileKey(gpu, model.name(), "FP32", model.backend(), "", ""),
        new ServiceCurve(
            affine ? new int[] {1, BATCH} : new int[] {BATCH},
            affine ? new double[] {hostNs * one, hostNs} : new double[] {hostNs},
            affine ? new double[] {gpuNs * one, gpuNs} : new double[] {gpuNs},
            new double[affine ? 2 : 1],
            affine ? new double[] {gpuNs * one, gpuNs} : new double[] {gpuNs},
            ServiceDistribution.lognormal(SERVICE_CV),
            1),
        new Host.FrontEnd(0, 2, 0, 0, 0, 0, false, constantNs),
        contention,
        model.memoryBytes(),
        model.inputBytes(),
        0,
        Map.of(),
        parameters,
        residuals,
        List.of(SOURCE),
        // TensorRT Inference Server 19.08.
        Host.Payloads.ON_IDLE);
  }

  private static void describe(
      List<Parameter> out,
      String gpu,
      boolean reference,
      int m,
      double totalNs,
      double hostNs,
      double contention,
      boolean twoGpus,
      long constantNs,
      double fixedShare,
      double driftNs,
      boolean hasBase) {
    Basis own = reference ? Basis.MEASURED : Basis.ASSUMED;
    String scaled = reference ? "" : "; P4's, as only dedicated peaks of " + gpu + " are published";
    out.add(parameter("service.total8Ns", totalNs, Basis.MEASURED, "8 / dedicated peak"));
    out.add(
        parameter(
            "service.host8Ns",
            hostNs,
            own,
            "part of the execution that is not GPU work: 1 - utilisation at the peak" + scaled));
    if (!Double.isNaN(fixedShare)) {
      out.add(
          parameter(
              "service.fixedShare",
              fixedShare,
              own,
              "share of the execution that does not depend on the batch size, test 1" + scaled));
    }
    out.add(parameter("service.cv", SERVICE_CV, own, "saturated P95/P50 of Inception-v3" + scaled));
    out.add(
        parameter(
            "host.contention",
            contention,
            twoGpus ? Basis.MEASURED : Basis.ASSUMED,
            twoGpus ? "dedicated peaks of one and two GPUs" : "no dedicated peak of two GPUs"));
    out.add(
        parameter(
            "frontEnd.constantNs",
            constantNs,
            reference && hasBase ? Basis.MEASURED : Basis.ASSUMED,
            "base passes of tests " + MODELS.get(m).baseTests() + scaled));
    out.add(
        parameter(
            SLOT_HOLD,
            SLOT_HOLD_SHARE * PassTest.MAX_IN_FLIGHT * totalNs / BATCH,
            own,
            "3.5 % of a slot's time at saturation is outside the timed call" + scaled));
    out.add(
        parameter(
            DRIFT,
            driftNs,
            reference && hasBase ? Basis.MEASURED : Basis.ASSUMED,
            "time that the pacing client adds to each gap" + scaled));
    out.add(
        parameter(
            "memoryBytesPerInstance",
            MODELS.get(m).memoryBytes(),
            own,
            m == 0
                ? "after the first request, dashboards"
                : "before the first request, dashboards; TensorFlow then takes all that is left"));
  }

  private static Parameter parameter(String name, double value, Basis basis, String note) {
    return new Parameter(name, value, Double.NaN, Double.NaN, basis, note);
  }
}
