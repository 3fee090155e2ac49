package perseus.calibrate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import perseus.gpu.Interference;
import perseus.profile.Basis;
import perseus.profile.ProfileEntry;
import perseus.profile.ProfileEntry.Parameter;
import perseus.profile.ProfileEntry.Residual;
import perseus.profile.ProfileKey;
import perseus.server.Host;

/** Fits one case: all rows of one profile key. */
final class CaseFit {
  /** Loaded rows that the search simulates; more would only repeat what these say. */
  private static final int MAX_ROWS = 8;

  private static final int EVALUATIONS = 150;
  private static final double TINY_MS = 1e-4;

  /** Pull towards what the solo rows say, in squared logarithms of the parameter. */
  private static final double SCALE_PRIOR = 0.1;

  private static final double SHARE_PRIOR = 0.002;

  private final ProfileKey key;
  private final List<TritonRow> rows;
  private final List<TritonRow> loaded;
  private final ServiceShape shape;
  private final boolean sameTransport;
  private final boolean severalInstances;
  private final long seed;
  private final RowSimulation quick = new RowSimulation(12, 800);

  /** A parameter of the search. */
  private enum Knob {
    REQUEST("frontEnd.handlerMs"),
    CONSTANT("frontEnd.constantMs"),
    INPUT("service.inputMsPerInference"),
    SCALE("service.computeScale"),
    GAP("service.gapMsPerInference"),
    SHARE("service.gpuShare"),
    OVERLAP("service.overlapMs"),
    CONTENTION("hostContention");

    private final String label;

    Knob(String label) {
      this.label = label;
    }
  }

  private record Range(Knob knob, double start, double low, double high) {}

  CaseFit(ProfileKey key, List<TritonRow> rows, long seed) {
    this.key = key;
    this.rows = rows;
    this.seed = seed;
    this.shape = ServiceShape.of(rows);
    List<TritonRow> candidates = new ArrayList<>();
    for (TritonRow row : rows) {
      if (row.concurrency() > 1 && row.instances() > 0 && RowFilter.reason(row).isEmpty()) {
        candidates.add(row);
      }
    }
    this.severalInstances = candidates.stream().anyMatch(r -> r.instances() > 1);
    this.loaded = spread(candidates);
    this.sameTransport =
        shape.hasColumns()
            && loaded.stream()
                .allMatch(r -> shape.transports().contains(r.cells().text("transport")));
  }

  /** Rows with most instances first, then spread over batching and concurrency. */
  private static List<TritonRow> spread(List<TritonRow> rows) {
    List<TritonRow> sorted = new ArrayList<>(rows);
    sorted.sort(
        Comparator.comparing(TritonRow::instances)
            .reversed()
            .thenComparing(r -> !r.dynamicBatching())
            .thenComparing(TritonRow::maxBatch)
            .thenComparing(TritonRow::concurrency)
            .thenComparing(TritonRow::table)
            .thenComparing(TritonRow::row));
    if (sorted.size() <= MAX_ROWS) {
      return sorted;
    }
    Set<TritonRow> chosen = new LinkedHashSet<>();
    for (TritonRow row : sorted) {
      if (row.instances() > 1 && chosen.size() < MAX_ROWS - 2) {
        chosen.add(row);
      }
    }
    int left = MAX_ROWS - chosen.size();
    List<TritonRow> others = new ArrayList<>(sorted);
    others.removeAll(chosen);
    for (int i = 0; i < left && !others.isEmpty(); i++) {
      chosen.add(others.get((int) ((long) i * (others.size() - 1) / Math.max(1, left - 1))));
    }
    return List.copyOf(chosen);
  }

  boolean isFittable() {
    return shape.batch().length > 0;
  }

  ProfileEntry fit() {
    if (loaded.isEmpty()) {
      return soloOnly();
    }
    List<Range> ranges = ranges();
    int n = ranges.size();
    double[] start = ranges.stream().mapToDouble(Range::start).toArray();
    Minimizer.Minimum best = null;
    Host.Payloads payloads = Host.Payloads.GROWING;
    boolean batching = loaded.stream().anyMatch(TritonRow::dynamicBatching);
    for (Host.Payloads mode : batching ? modes() : List.of(payloads)) {
      Minimizer.Minimum found = search(ranges, start, mode, 1);
      if (best == null || found.value() < best.value()) {
        best = found;
        payloads = mode;
      }
    }
    best = search(ranges, best.point(), payloads, 2);
    List<Parameter> parameters = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      Range range = ranges.get(i);
      double value = best.point()[i];
      boolean atBound = value <= range.low() || value >= range.high();
      parameters.add(
          new Parameter(
              range.knob().label,
              value,
              range.low(),
              range.high(),
              Basis.MEASURED,
              atBound ? "the search ended at its bound: not to be read as a measurement" : ""));
    }
    parameters.addAll(assumed(ranges, batching));
    return entry(ranges, best.point(), payloads, parameters, loaded);
  }

  private Minimizer.Minimum search(
      List<Range> ranges, double[] start, Host.Payloads payloads, int starts) {
    double[] low = ranges.stream().mapToDouble(Range::low).toArray();
    double[] high = ranges.stream().mapToDouble(Range::high).toArray();
    return Minimizer.minimize(
        start, low, high, starts, EVALUATIONS, point -> loss(ranges, point, payloads));
  }

  private static List<Host.Payloads> modes() {
    return List.of(Host.Payloads.GROWING, Host.Payloads.FROZEN, Host.Payloads.ON_IDLE);
  }

  private List<Range> ranges() {
    TritonRow last =
        loaded.stream().max(Comparator.comparing(TritonRow::concurrency)).orElseThrow();
    double perClient = last.number("avg_ms") / last.concurrency();
    double front = Double.isNaN(last.computeMs()) ? 0.3 * last.number("avg_ms") : last.frontEndMs();
    double request = Math.max(TINY_MS, Math.min(front / last.concurrency(), 0.8 * perClient));
    double constant =
        Math.max(0.02, 0.3 * loaded.stream().mapToDouble(TritonRow::frontEndMs).min().orElse(0.1));
    List<Range> ranges = new ArrayList<>();
    ranges.add(new Range(Knob.REQUEST, request, request / 50, request * 8));
    ranges.add(new Range(Knob.CONSTANT, constant, 1e-3, constant * 8));
    if (!sameTransport) {
      double size =
          (double) last.requestBatch()
              * last.concurrency()
              / last.number("avg_ms")
              * last.computeMs()
              / last.instances();
      double input = Math.max(1e-7, 0.5 * last.number("compute_input_ms") / size);
      if (Double.isNaN(input)) {
        input = 1e-3;
      }
      ranges.add(new Range(Knob.INPUT, input, input / 200, input * 8));
      double scale = shape.hasColumns() ? 1 : 0.6;
      ranges.add(new Range(Knob.SCALE, scale, shape.hasColumns() ? 0.6 : 0.15, 1.6));
      double execution = last.computeMs() / size;
      if (!Double.isNaN(execution)) {
        ranges.add(new Range(Knob.GAP, 0.05 * execution, 1e-4 * execution, execution));
      }
    }
    if (severalInstances) {
      if (sameTransport) {
        double whole = shape.inferMs()[0] + shape.outputMs()[0];
        ranges.add(new Range(Knob.OVERLAP, 0.2 * whole, 1e-3 * whole, 0.95 * whole));
        ranges.add(new Range(Knob.CONTENTION, 0.2, 1e-3, 4));
      } else {
        ranges.add(new Range(Knob.SHARE, 0.9, 0.02, 1));
      }
    }
    return ranges;
  }

  private List<Parameter> assumed(List<Range> ranges, boolean batching) {
    List<Parameter> assumed = new ArrayList<>();
    if (!batching) {
      assumed.add(
          new Parameter(
              "payloads",
              Host.Payloads.GROWING.ordinal(),
              Double.NaN,
              Double.NaN,
              Basis.ASSUMED,
              "no given row has dynamic batching; current servers let payloads grow"));
    }
    if (!severalInstances) {
      assumed.add(
          new Parameter(
              Knob.SHARE.label,
              1,
              Double.NaN,
              Double.NaN,
              Basis.ASSUMED,
              "no given row has several instances under load; all of infer and output is taken as"
                  + " GPU work"));
    }
    if (loaded.size() == 1 && ranges.size() > 3) {
      assumed.add(
          new Parameter(
              "loadedRows",
              1,
              Double.NaN,
              Double.NaN,
              Basis.ASSUMED,
              "one loaded row cannot separate constant and per-request front-end cost"));
    }
    return assumed;
  }

  private ProfileEntry soloOnly() {
    double request = Math.max(0.005, 0.5 * shape.frontEndMs());
    List<Parameter> parameters =
        List.of(
            new Parameter(
                Knob.REQUEST.label,
                request,
                Double.NaN,
                Double.NaN,
                Basis.ASSUMED,
                "no loaded row: half of the solo time outside the server taken as serial"),
            new Parameter(
                Knob.CONSTANT.label,
                request,
                Double.NaN,
                Double.NaN,
                shape.hasColumns() ? Basis.MEASURED : Basis.ASSUMED,
                shape.hasColumns() ? "" : "the solo rows do not state it"),
            new Parameter(
                Knob.SHARE.label,
                1,
                Double.NaN,
                Double.NaN,
                Basis.ASSUMED,
                "no loaded row: overlap of instances unknown"),
            new Parameter(
                "payloads",
                Host.Payloads.GROWING.ordinal(),
                Double.NaN,
                Double.NaN,
                Basis.ASSUMED,
                "no loaded row: the server's version is unknown"));
    List<Range> ranges =
        List.of(
            new Range(Knob.REQUEST, request, request, request),
            new Range(Knob.CONSTANT, request, request, request));
    return entry(
        ranges, new double[] {request, request}, Host.Payloads.GROWING, parameters, List.of());
  }

  private double loss(List<Range> ranges, double[] point, Host.Payloads payloads) {
    ProfileEntry entry = entry(ranges, point, payloads, List.of(), List.of());
    double loss = 0;
    for (TritonRow row : loaded) {
      Map<String, Double> predicted =
          quick.predict(List.of(row), List.of(entry), Interference.NONE, seed).get(0);
      loss += Misfit.of(row, predicted);
    }
    for (int i = 0; i < point.length; i++) {
      double away = StrictMath.log(point[i] / ranges.get(i).start());
      if (ranges.get(i).knob() == Knob.SCALE) {
        loss += away * away * (shape.hasColumns() ? SCALE_PRIOR : SCALE_PRIOR / 16);
      } else if (ranges.get(i).knob() == Knob.SHARE) {
        loss += away * away * SHARE_PRIOR;
      }
    }
    return Double.isNaN(loss) ? Double.MAX_VALUE : loss;
  }

  private ProfileEntry entry(
      List<Range> ranges,
      double[] point,
      Host.Payloads payloads,
      List<Parameter> parameters,
      List<TritonRow> residualRows) {
    double request = value(ranges, point, Knob.REQUEST, 0);
    double constant = value(ranges, point, Knob.CONSTANT, 0);
    ProfileEntry entry =
        new ProfileEntry(
            key,
            shape.curve(
                value(ranges, point, Knob.INPUT, 0),
                value(ranges, point, Knob.SCALE, 1),
                value(ranges, point, Knob.SHARE, 1),
                value(ranges, point, Knob.OVERLAP, 0),
                value(ranges, point, Knob.GAP, 0)),
            new Host.FrontEnd(
                0, 1, Math.round(request * 1e6), 0, 0, 0, false, Math.round(constant * 1e6)),
            value(ranges, point, Knob.CONTENTION, 0),
            0,
            0,
            0,
            Map.of(),
            parameters,
            List.of(),
            parameters.isEmpty() ? List.of() : sources(),
            payloads);
    if (residualRows.isEmpty()) {
      return entry;
    }
    return new ProfileEntry(
        entry.key(),
        entry.service(),
        entry.frontEnd(),
        entry.hostContention(),
        0,
        0,
        0,
        Map.of(),
        parameters,
        residuals(entry, residualRows),
        entry.sources(),
        payloads);
  }

  private static double value(List<Range> ranges, double[] point, Knob knob, double otherwise) {
    for (int i = 0; i < point.length; i++) {
      if (ranges.get(i).knob() == knob) {
        return point[i];
      }
    }
    return otherwise;
  }

  private List<Residual> residuals(ProfileEntry entry, List<TritonRow> fitted) {
    List<Residual> residuals = new ArrayList<>();
    for (TritonRow row : fitted) {
      Map<String, Double> predicted =
          RowSimulation.thorough()
              .predict(List.of(row), List.of(entry), Interference.NONE, seed)
              .get(0);
      for (Map.Entry<String, Double> metric : predicted.entrySet()) {
        double measured =
            metric.getKey().equals("throughput_ips")
                ? row.throughputIps()
                : row.number(metric.getKey());
        if (!Double.isNaN(measured) && !Double.isNaN(metric.getValue())) {
          residuals.add(
              new Residual(
                  row.table(),
                  row.row(),
                  metric.getKey(),
                  measured,
                  Math.rint(metric.getValue() * 1e4) / 1e4));
        }
      }
    }
    return residuals;
  }

  /** Table, rows and publication, one line per table and publication. */
  private List<String> sources() {
    Map<String, List<Integer>> byTable = new java.util.TreeMap<>();
    for (TritonRow row : rows) {
      String source = row.cells().text("source");
      byTable
          .computeIfAbsent(
              row.table() + (source.isEmpty() ? "" : ", " + source), t -> new ArrayList<>())
          .add(row.row());
    }
    List<String> sources = new ArrayList<>();
    byTable.forEach((table, numbers) -> sources.add(table + ": rows " + ranges(numbers)));
    return sources;
  }

  private static String ranges(List<Integer> numbers) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < numbers.size(); i++) {
      int from = numbers.get(i);
      int to = from;
      while (i + 1 < numbers.size() && numbers.get(i + 1) == to + 1) {
        to = numbers.get(++i);
      }
      text.append(text.length() == 0 ? "" : ", ").append(from);
      if (to > from) {
        text.append('-').append(to);
      }
    }
    return text.toString();
  }
}
