package perseus.scenario;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import perseus.arrival.Arrivals;
import perseus.arrival.ConstantRate;
import perseus.arrival.GammaRenewal;
import perseus.arrival.Mmpp;
import perseus.arrival.PiecewisePoisson;
import perseus.arrival.Poisson;
import perseus.arrival.Replay;
import perseus.arrival.WeibullRenewal;
import perseus.document.Field;
import perseus.document.ObjectType;
import perseus.document.Quantities;
import perseus.document.Types;
import perseus.document.ValueType;
import perseus.document.Values;
import perseus.document.VariantType;

/** {@code arrivals: {process: …}}: one entry of {@link #PROCESSES} per process. */
final class ArrivalTypes {
  private static final Map<String, Boolean> LATENCY_FROM = new LinkedHashMap<>();
  private static final Map<String, Boolean> THINK = new LinkedHashMap<>();

  static {
    LATENCY_FROM.put("intended", false);
    LATENCY_FROM.put("send", true);
    THINK.put("constant", false);
    THINK.put("exponential", true);
  }

  private static final Field<Integer> MAX_IN_FLIGHT =
      Field.optional(
          "maxInFlight",
          Types.integer(0, 100_000_000),
          0,
          "requests due while this many are in flight wait at the client; 0 = no cap");
  private static final Field<Boolean> LATENCY =
      Field.optional(
          "latencyFrom",
          Types.choice(LATENCY_FROM),
          false,
          "whether latency counts from the intended or the actual send");
  private static final Field<Long> SLOT_HOLD =
      Field.optional(
          "slotHold",
          Quantities.duration(0),
          0L,
          "how long a slot of maxInFlight stays taken after the response");
  private static final Field<Long> REQUESTS =
      Field.optional(
          "requests", Types.whole(0, Long.MAX_VALUE), 0L, "stop after so many, 0 = no limit");
  private static final List<Field<?>> OPEN_LOOP =
      List.of(MAX_IN_FLIGHT, LATENCY, SLOT_HOLD, REQUESTS);

  private static final Field<Double> RATE =
      Field.required("rate", Quantities.rate(false), "mean arrivals, such as 120/s");
  private static final Field<Long> DRIFT =
      Field.optional("drift", Quantities.duration(0), 0L, "time added to every gap");
  private static final Field<Double> GAMMA_CV =
      Field.required(
          "cv",
          Types.number(GammaRenewal.MIN_CV, GammaRenewal.MAX_CV),
          "coefficient of variation of the gaps");
  private static final Field<Double> WEIBULL_CV =
      Field.required(
          "cv",
          Types.number(WeibullRenewal.MIN_CV, WeibullRenewal.MAX_CV),
          "coefficient of variation of the gaps");
  private static final Field<List<Double>> RATES =
      Field.required("rates", Types.list(Quantities.rate(true), 1), "rate by state");
  private static final Field<List<Long>> SOJOURNS =
      Field.required("sojourns", Types.list(Quantities.duration(1), 1), "mean sojourn by state");
  private static final Field<Long> ON =
      Field.required("on", Quantities.duration(1), "mean length of a burst");
  private static final Field<Long> OFF =
      Field.required("off", Quantities.duration(1), "mean length of a silence");
  private static final Field<Long> DURATION =
      Field.required("duration", Quantities.duration(1), "length of the segment");
  private static final Field<Double> SEGMENT_RATE =
      Field.required("rate", Quantities.rate(true), "rate in the segment, 0/s allowed");
  private static final Field<List<PiecewisePoisson.Segment>> SEGMENTS =
      Field.required(
          "segments",
          Types.list(
              new ObjectType<>(
                  List.of(DURATION, SEGMENT_RATE),
                  v -> new PiecewisePoisson.Segment(v.get(DURATION), v.get(SEGMENT_RATE))),
              1),
          "in order");
  private static final Field<Boolean> REPEAT =
      Field.optional(
          "repeat", Types.bool(), false, "start over after the last segment, else fall silent");
  private static final Field<List<Long>> TIMES =
      Field.optional(
          "times", Types.list(Quantities.duration(0), 1), "arrival instants since the start");
  private static final Field<long[]> FILE =
      Field.optional(
          "file", ArrivalFile.TYPE, "text file: one arrival per line, seconds since the start");

  private static final Field<Integer> CONCURRENCY =
      Field.required("concurrency", Types.integer(1, 10_000_000), "clients");
  private static final Field<Long> THINK_TIME =
      Field.optional("thinkTime", Quantities.duration(0), 0L, "mean time from response to send");
  private static final Field<Boolean> THINK_DISTRIBUTION =
      Field.optional("thinkDistribution", Types.choice(THINK), false, "shape of the think time");
  private static final Field<Long> STAGGER =
      Field.optional(
          "stagger", Quantities.duration(0), 0L, "first sends are spread over this time");

  private static final Map<String, ObjectType<? extends Arrivals>> PROCESSES =
      new LinkedHashMap<>();

  static {
    open("poisson", v -> new Poisson(v.get(RATE)), RATE);
    open("constant", v -> new ConstantRate(v.get(RATE), v.get(DRIFT)), RATE, DRIFT);
    open("gamma", v -> new GammaRenewal(v.get(RATE), v.get(GAMMA_CV)), RATE, GAMMA_CV);
    open("weibull", v -> new WeibullRenewal(v.get(RATE), v.get(WEIBULL_CV)), RATE, WEIBULL_CV);
    open("mmpp", ArrivalTypes::mmpp, RATES, SOJOURNS);
    open(
        "on-off",
        v -> new Mmpp(List.of(v.get(RATE), 0.0), List.of(v.get(ON), v.get(OFF))),
        RATE,
        ON,
        OFF);
    open("piecewise", v -> new PiecewisePoisson(v.get(SEGMENTS), v.get(REPEAT)), SEGMENTS, REPEAT);
    open("replay", ArrivalTypes::replay, TIMES, FILE);
    PROCESSES.put(
        "closed",
        new ObjectType<>(
            List.of(CONCURRENCY, THINK_TIME, THINK_DISTRIBUTION, STAGGER),
            v ->
                new Arrivals.ClosedLoop(
                    v.get(CONCURRENCY),
                    v.get(THINK_TIME),
                    v.get(THINK_DISTRIBUTION),
                    v.get(STAGGER))));
  }

  static final ValueType<Arrivals> TYPE = new VariantType<>("process", PROCESSES);

  private ArrivalTypes() {}

  private static void open(
      String name, Function<Values, Arrivals.Process> process, Field<?>... fields) {
    List<Field<?>> all = new ArrayList<>(List.of(fields));
    all.addAll(OPEN_LOOP);
    PROCESSES.put(
        name,
        new ObjectType<>(
            all,
            v -> {
              if (v.get(MAX_IN_FLIGHT) == 0 && v.get(SLOT_HOLD) > 0) {
                v.problem(SLOT_HOLD, "needs maxInFlight", "");
              }
              Arrivals.Process p = process.apply(v);
              return p == null
                  ? null
                  : new Arrivals.OpenLoop(
                      p, v.get(MAX_IN_FLIGHT), v.get(LATENCY), v.get(SLOT_HOLD), v.get(REQUESTS));
            }));
  }

  private static Arrivals.Process mmpp(Values v) {
    List<Double> rates = v.get(RATES);
    List<Long> sojourns = v.get(SOJOURNS);
    if (rates.size() != sojourns.size()) {
      v.problem(
          SOJOURNS,
          "must be as many as rates (%d, rates %d)".formatted(sojourns.size(), rates.size()),
          "");
      return null;
    }
    if (rates.stream().allMatch(r -> r == 0)) {
      v.problem(RATES, "must not all be 0", "");
      return null;
    }
    return new Mmpp(rates, sojourns);
  }

  private static Arrivals.Process replay(Values v) {
    if (v.has(TIMES) == v.has(FILE)) {
      v.problem(FILE, v.has(FILE) ? "excludes times" : "or times is missing", "");
      return null;
    }
    if (v.has(FILE)) {
      return new Replay(v.get(FILE));
    }
    long[] times = v.get(TIMES).stream().mapToLong(Long::longValue).toArray();
    for (int i = 1; i < times.length; i++) {
      if (times[i] < times[i - 1]) {
        v.reading().problem(v.path(TIMES) + "[" + i + "]", "is before the instant above it");
        return null;
      }
    }
    return new Replay(times);
  }
}
