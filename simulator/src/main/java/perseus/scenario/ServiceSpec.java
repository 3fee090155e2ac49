package perseus.scenario;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import perseus.document.Field;
import perseus.document.ObjectType;
import perseus.document.Quantities;
import perseus.document.Types;
import perseus.document.ValueType;
import perseus.document.Values;
import perseus.profile.ServiceCurve;
import perseus.profile.ServiceDistribution;

/** An execution's cost stated in the scenario instead of a profile. */
final class ServiceSpec {
  private static final double MAX_CV = 10;

  private record Point(int batch, long timeNs) {}

  private static final Field<Integer> BATCH =
      Field.required("batch", Types.integer(1, 1_000_000), "inferences in one execution");
  private static final Field<Long> TIME =
      Field.required("time", Quantities.duration(1), "mean duration of that execution, alone");
  private static final Field<Long> FIXED =
      Field.optional("fixed", Quantities.duration(0), 0L, "time per execution");
  private static final Field<Long> PER_INFERENCE =
      Field.optional("perInference", Quantities.duration(0), 0L, "time per inference in it");
  private static final Field<List<Point>> POINTS =
      Field.optional(
          "points",
          Types.list(
              new ObjectType<>(List.of(BATCH, TIME), v -> new Point(v.get(BATCH), v.get(TIME))), 1),
          "measured durations by batch size, instead of fixed and perInference");
  private static final Field<Double> CV =
      Field.optional(
          "cv", Types.number(0, MAX_CV), 0.0, "coefficient of variation of the duration");
  private static final Field<ServiceDistribution.Kind> DISTRIBUTION =
      Field.optional(
          "distribution",
          Types.choice(kinds()),
          "shape of the duration; default lognormal where cv is above 0");
  private static final Field<Double> GPU_FRACTION =
      Field.optional(
          "gpuFraction", Quantities.fraction(0, 1), 1.0, "part of the duration that needs the GPU");
  private static final Field<Double> OCCUPANCY =
      Field.optional(
          "occupancy",
          Quantities.fraction(1e-6, 1),
          1.0,
          "part of the GPU's compute that one execution uses");

  static final ValueType<ServiceCurve> TYPE =
      new ObjectType<>(
          List.of(FIXED, PER_INFERENCE, POINTS, CV, DISTRIBUTION, GPU_FRACTION, OCCUPANCY),
          ServiceSpec::build);

  private ServiceSpec() {}

  private static ServiceCurve build(Values v) {
    List<Point> points = v.get(POINTS);
    if (points == null) {
      long fixed = v.get(FIXED);
      long per = v.get(PER_INFERENCE);
      if (fixed + per == 0) {
        v.problem(FIXED, "or perInference must be above 0", "such as fixed: 2ms");
        return null;
      }
      points = List.of(new Point(1, fixed + per), new Point(2, fixed + 2 * per));
    } else {
      if (v.has(FIXED) || v.has(PER_INFERENCE)) {
        v.problem(POINTS, "excludes fixed and perInference", "");
      }
      for (int i = 1; i < points.size(); i++) {
        if (points.get(i).batch() <= points.get(i - 1).batch()) {
          v.problem(
              POINTS,
              "batch sizes must increase (%d after %d)"
                  .formatted(points.get(i).batch(), points.get(i - 1).batch()),
              "");
          return null;
        }
      }
    }
    int n = points.size();
    double[] infer = points.stream().mapToDouble(Point::timeNs).toArray();
    double[] gpu = points.stream().mapToDouble(p -> p.timeNs() * v.get(GPU_FRACTION)).toArray();
    return new ServiceCurve(
        points.stream().mapToInt(Point::batch).toArray(),
        new double[n],
        infer,
        new double[n],
        gpu,
        distribution(v),
        v.get(OCCUPANCY));
  }

  private static ServiceDistribution distribution(Values v) {
    double cv = v.get(CV);
    ServiceDistribution.Kind kind = v.get(DISTRIBUTION);
    if (kind == null) {
      return ServiceDistribution.lognormal(cv);
    }
    return switch (kind) {
      case DETERMINISTIC -> {
        reject(v, v.has(CV) && cv != 0, "must be 0 for a deterministic duration");
        yield ServiceDistribution.DETERMINISTIC;
      }
      case EXPONENTIAL -> {
        reject(v, v.has(CV) && cv != 1, "must be 1 for an exponential duration");
        yield ServiceDistribution.EXPONENTIAL;
      }
      case LOGNORMAL -> {
        reject(v, cv == 0, "must be above 0 for a lognormal duration");
        yield ServiceDistribution.lognormal(cv);
      }
      case HYPEREXPONENTIAL -> {
        reject(v, cv < 1, "must be at least 1 for a hyperexponential duration");
        yield ServiceDistribution.hyperexponential(cv);
      }
      case QUANTILES -> throw new AssertionError("not among the choices");
    };
  }

  private static void reject(Values v, boolean wrong, String message) {
    if (wrong) {
      v.problem(CV, message + " (was " + v.get(CV) + ")", "");
    }
  }

  private static Map<String, ServiceDistribution.Kind> kinds() {
    Map<String, ServiceDistribution.Kind> kinds = new LinkedHashMap<>();
    kinds.put("deterministic", ServiceDistribution.Kind.DETERMINISTIC);
    kinds.put("lognormal", ServiceDistribution.Kind.LOGNORMAL);
    kinds.put("exponential", ServiceDistribution.Kind.EXPONENTIAL);
    kinds.put("hyperexponential", ServiceDistribution.Kind.HYPEREXPONENTIAL);
    return kinds;
  }
}
