package perseus.calibrate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import perseus.profile.ServiceCurve;
import perseus.profile.ServiceDistribution;

/**
 * What the solo rows of a case say about an execution: mean columns by batch size, ms, and spread.
 *
 * <p>Sizes come from rows with one request outstanding (the request's batch is the execution's) and
 * from saturated rows of a single instance whose executions were full: by Little's law inside the
 * instance their mean size is throughput × execution time.
 *
 * @param batch increasing sizes
 * @param inputMs mean compute_input, 0 where only the total is known
 * @param inferMs mean compute_infer, or the latency where only that is known
 * @param outputMs mean compute_output
 * @param hasColumns whether the server's columns were published; else infer holds the latency
 * @param cv coefficient of variation of one execution, from P99 ÷ mean of solo latencies
 * @param frontEndMs mean time outside the server's columns of a solo request
 * @param transports how the solo rows spoke to the server
 */
record ServiceShape(
    int[] batch,
    double[] inputMs,
    double[] inferMs,
    double[] outputMs,
    boolean hasColumns,
    double cv,
    double frontEndMs,
    java.util.Set<String> transports) {

  /** Largest spread believed: beyond it a P99 is of outliers, not of executions. */
  private static final double MAX_CV = 0.3;

  /** Of a standard normal distribution. */
  private static final double QUANTILE_99 = 2.326;

  static ServiceShape of(List<TritonRow> rows) {
    Map<Integer, List<TritonRow>> bySize = new TreeMap<>();
    boolean columns =
        rows.stream().filter(TritonRow::isSolo).anyMatch(r -> !Double.isNaN(r.computeMs()));
    List<Double> spreads = new ArrayList<>();
    List<Double> front = new ArrayList<>();
    java.util.Set<String> transports = new java.util.TreeSet<>();
    for (TritonRow row : rows) {
      if (Double.isNaN(columns ? row.computeMs() : row.averageMs())) {
        continue;
      }
      int size = size(row);
      if (size > 0) {
        bySize.computeIfAbsent(size, s -> new ArrayList<>()).add(row);
      }
      if (row.isSolo()) {
        transports.add(row.cells().text("transport"));
        double spread = (row.number("p99_ms") / row.number("avg_ms") - 1) / QUANTILE_99;
        if (spread > 0) {
          spreads.add(spread);
        }
        if (columns) {
          front.add(row.frontEndMs());
        }
      }
    }
    int n = bySize.size();
    int[] batch = new int[n];
    double[][] means = new double[3][n];
    int i = 0;
    for (Map.Entry<Integer, List<TritonRow>> size : bySize.entrySet()) {
      batch[i] = size.getKey();
      means[0][i] = columns ? mean(size.getValue(), "compute_input_ms") : 0;
      means[1][i] =
          columns
              ? mean(size.getValue(), "compute_infer_ms")
              : size.getValue().stream().mapToDouble(TritonRow::averageMs).average().orElse(0);
      means[2][i] = columns ? mean(size.getValue(), "compute_output_ms") : 0;
      i++;
    }
    return new ServiceShape(
        batch,
        means[0],
        means[1],
        means[2],
        columns,
        Math.min(MAX_CV, median(spreads, 0)),
        median(front, 0),
        transports);
  }

  /** Size of the row's executions, 0 if it cannot be told. */
  private static int size(TritonRow row) {
    if (row.isSolo()) {
      return row.requestBatch();
    }
    if (row.instances() != 1 || row.maxBatch() < 1 || Double.isNaN(row.computeMs())) {
      return 0;
    }
    double mean =
        (double) row.requestBatch() * row.concurrency() / row.number("avg_ms") * row.computeMs();
    int full = row.dynamicBatching() ? row.maxBatch() : row.requestBatch();
    return Math.abs(mean / full - 1) < 0.06 ? full : 0;
  }

  private static double mean(List<TritonRow> rows, String column) {
    return rows.stream().mapToDouble(r -> r.number(column)).average().orElse(0);
  }

  static double median(List<Double> values, double otherwise) {
    if (values.isEmpty()) {
      return otherwise;
    }
    List<Double> sorted = new ArrayList<>(values);
    sorted.sort(null);
    int n = sorted.size();
    return n % 2 == 1 ? sorted.get(n / 2) : (sorted.get(n / 2 - 1) + sorted.get(n / 2)) / 2;
  }

  /**
   * The curve with loaded-server corrections.
   *
   * @param inputMsPerInference added to compute_input per inference
   * @param computeScale factor on infer and output
   * @param gpuShare part of infer + output that needs the GPU
   * @param overlapMs further time of an execution of one inference that does not need it, falling
   *     as 1 ÷ size
   * @param gapMsPerInference see {@link ServiceCurve#gapNsPerInference}
   */
  ServiceCurve curve(
      double inputMsPerInference,
      double computeScale,
      double gpuShare,
      double overlapMs,
      double gapMsPerInference) {
    int n = batch.length;
    double[] input = new double[n];
    double[] infer = new double[n];
    double[] output = new double[n];
    double[] gpu = new double[n];
    for (int i = 0; i < n; i++) {
      input[i] = 1e6 * (inputMs[i] + inputMsPerInference * batch[i]);
      infer[i] = 1e6 * inferMs[i] * computeScale;
      output[i] = 1e6 * outputMs[i] * computeScale;
      double overlap = 1e6 * overlapMs * batch[0] / batch[i];
      gpu[i] = gpuShare * Math.max(0.05 * (infer[i] + output[i]), infer[i] + output[i] - overlap);
    }
    double[] full = new double[n];
    java.util.Arrays.fill(full, 1);
    return new ServiceCurve(
        batch,
        input,
        infer,
        output,
        gpu,
        ServiceDistribution.lognormal(cv),
        full,
        new double[n],
        1e6 * gapMsPerInference);
  }
}
