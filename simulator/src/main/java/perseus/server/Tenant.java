package perseus.server;

import perseus.arrival.Arrivals;

/**
 * An arrival stream with its service-level objective.
 *
 * @param name unique; also names its random streams, so that adding a tenant shifts no other's
 * @param model the model its requests ask for
 * @param arrivals when requests are sent
 * @param requestBatch inferences per request, ≥ 1
 * @param priority Triton request priority, 0 = the model's default
 * @param timeoutUs request timeout sent to Triton in µs, 0 = none
 * @param sloNs latency objective, 0 = none
 * @param sloPercentile percentile of latency that must meet {@code sloNs}, e.g. 99
 * @param inputBytes bytes per request into the server
 * @param outputBytes bytes per response
 * @param distinctInputs number of equally likely request contents, for the response cache; 0 = all
 *     different
 */
public record Tenant(
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

  /** A tenant with single-inference requests and nothing else. */
  public static Tenant of(String name, String model, Arrivals arrivals) {
    return new Tenant(name, model, arrivals, 1, 0, 0, 0, 99, 0, 0, 0);
  }
}
