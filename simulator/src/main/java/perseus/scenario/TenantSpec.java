package perseus.scenario;

import java.util.List;
import perseus.arrival.Arrivals;
import perseus.document.Field;
import perseus.document.ObjectType;
import perseus.document.Quantities;
import perseus.document.Types;
import perseus.document.ValueType;
import perseus.document.Values;

/**
 * A tenant.
 *
 * @param name unique
 * @param model name of a model
 * @param arrivals when it sends
 * @param requestBatch inferences per request ≥ 1
 * @param priority Triton request priority, 0 = the model's default
 * @param timeoutUs request timeout in µs, 0 = none
 * @param sloNs latency objective, 0 = none
 * @param sloPercentile percentile that must meet it
 * @param inputBytes per request, -1 = inferences × what the model or profile says
 * @param outputBytes per response, -1 = likewise
 * @param distinctInputs number of request contents, 0 = all different
 */
public record TenantSpec(
    String name,
    String model,
    Arrivals arrivals,
    int requestBatch,
    int priority,
    long timeoutUs,
    long sloNs,
    double sloPercentile,
    long inputBytes,
    long outputBytes,
    int distinctInputs) {
  private record Slo(long latencyNs, double percentile) {}

  private static final double DEFAULT_PERCENTILE = 99;

  private static final Field<Long> LATENCY =
      Field.required("latency", Quantities.duration(1), "latency that the percentile must meet");
  private static final Field<Double> PERCENTILE =
      Field.optional(
          "percentile", Types.number(1, 99.999), DEFAULT_PERCENTILE, "percentile of latency");

  private static final Field<String> NAME =
      Field.required("name", Types.name("tenant"), "unique; also names its random streams");
  private static final Field<String> MODEL =
      Field.required("model", Types.reference(ModelSpec.KIND), "model that it asks for");
  private static final Field<Arrivals> ARRIVALS =
      Field.required("arrivals", ArrivalTypes.TYPE, "when it sends requests");
  private static final Field<Integer> BATCH =
      Field.optional("requestBatch", Types.integer(1, 1_000_000), 1, "inferences per request");
  private static final Field<Integer> PRIORITY =
      Field.optional(
          "priority", Types.integer(0, 1000), 0, "Triton priority, 0 = the model's default");
  private static final Field<Long> TIMEOUT =
      Field.optional(
          "timeout", Quantities.duration(0), 0L, "request timeout sent to Triton, 0 = none");
  private static final Field<Slo> SLO =
      Field.optional(
          "slo",
          new ObjectType<>(
              List.of(LATENCY, PERCENTILE), v -> new Slo(v.get(LATENCY), v.get(PERCENTILE))),
          "latency objective");
  private static final Field<Long> INPUT =
      Field.optional("inputBytes", Quantities.bytes(0), -1L, "bytes of one request");
  private static final Field<Long> OUTPUT =
      Field.optional("outputBytes", Quantities.bytes(0), -1L, "bytes of one response");
  private static final Field<Integer> DISTINCT =
      Field.optional(
          "distinctInputs",
          Types.integer(0, Integer.MAX_VALUE),
          0,
          "equally likely request contents, for the response cache; 0 = all different");

  static final ValueType<TenantSpec> TYPE =
      new ObjectType<>(
          List.of(NAME, MODEL, ARRIVALS, BATCH, PRIORITY, TIMEOUT, SLO, INPUT, OUTPUT, DISTINCT),
          TenantSpec::build);

  private static TenantSpec build(Values v) {
    Slo slo = v.has(SLO) ? v.get(SLO) : new Slo(0, DEFAULT_PERCENTILE);
    long timeoutNs = v.get(TIMEOUT);
    if (timeoutNs % 1000 != 0) {
      v.problem(
          TIMEOUT,
          "must be whole microseconds (was " + timeoutNs + " ns)",
          "Triton counts in them");
    }
    return new TenantSpec(
        v.get(NAME),
        v.get(MODEL),
        v.get(ARRIVALS),
        v.get(BATCH),
        v.get(PRIORITY),
        timeoutNs / 1000,
        slo.latencyNs(),
        slo.percentile(),
        v.get(INPUT),
        v.get(OUTPUT),
        v.get(DISTINCT));
  }
}
