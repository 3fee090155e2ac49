package perseus.calibrate;

import java.util.List;
import java.util.Map;

/**
 * How far a prediction of a row is from its measurement, as one number: squared logarithms of the
 * latencies, and the breakdown in fractions of the average, so that a right total made of wrong
 * parts counts.
 */
final class Misfit {
  private static final double AVERAGE_WEIGHT = 9;
  private static final double PERCENTILE_WEIGHT = 0.5;
  private static final double P99_WEIGHT = 1;

  private Misfit() {}

  static double of(TritonRow row, Map<String, Double> predicted) {
    double average = row.number("avg_ms");
    double misfit = AVERAGE_WEIGHT * squaredLog(predicted.get("avg_ms"), average);
    for (String percentile : List.of("p50_ms", "p90_ms")) {
      misfit += PERCENTILE_WEIGHT * squaredLog(predicted.get(percentile), row.number(percentile));
    }
    misfit += P99_WEIGHT * squaredLog(predicted.get("p99_ms"), row.number("p99_ms"));
    if (!Double.isNaN(row.computeMs())) {
      misfit += part(predicted.get("network_ms"), row.frontEndMs(), average);
      misfit += part(predicted.get("server_queue_ms"), row.number("server_queue_ms"), average);
      misfit += part(predicted.get("compute_input_ms"), row.number("compute_input_ms"), average);
      // Backends that return before the GPU is done book its time under either column.
      misfit +=
          part(
              predicted.get("compute_infer_ms") + predicted.get("compute_output_ms"),
              row.number("compute_infer_ms") + row.number("compute_output_ms"),
              average);
    }
    return misfit;
  }

  private static double squaredLog(double predicted, double measured) {
    if (Double.isNaN(measured) || measured <= 0) {
      return 0;
    }
    double log = StrictMath.log(predicted / measured);
    return log * log;
  }

  private static double part(double predicted, double measured, double average) {
    if (Double.isNaN(measured)) {
      return 0;
    }
    double off = (predicted - measured) / average;
    return off * off;
  }
}
