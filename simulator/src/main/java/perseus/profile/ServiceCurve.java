package perseus.profile;

import java.util.Arrays;

/**
 * Time of one execution by batch size, alone on the device.
 *
 * <p>Execution = input + infer + output. Of that total, {@code gpuNs} is work that competes for the
 * GPU; the rest (copies, launches, host work) keeps the instance busy but not the device. Between
 * the given sizes all columns are linear; beyond the last they continue the last segment's slope;
 * below the first they equal the first.
 *
 * @param batch strictly increasing batch sizes ≥ 1
 * @param inputNs mean compute_input per size
 * @param inferNs mean compute_infer per size
 * @param outputNs mean compute_output per size
 * @param gpuNs part of the total that needs the GPU, 0 ≤ gpuNs ≤ input + infer + output
 * @param distribution of the factor (mean 1) that multiplies all columns of one execution
 * @param occupancy fraction of the device's compute that one execution uses while in its GPU phase,
 *     in (0, 1], per size: below 1 where the host launches kernels more slowly than the GPU could
 *     run them, or the kernels are too small to fill it
 * @param latencyFraction fraction of the GPU phase, in [0, 1), per size, that an execution spends
 *     waiting for its own kernels, which neighbours neither lengthen nor fill; see {@link
 *     perseus.gpu.Sharing}
 * @param gapNsPerInference after an execution its instance stays busy this long per inference
 *     (responses, bookkeeping) before it takes the next batch; on top of the host's gap
 */
public record ServiceCurve(
    int[] batch,
    double[] inputNs,
    double[] inferNs,
    double[] outputNs,
    double[] gpuNs,
    ServiceDistribution distribution,
    double[] occupancy,
    double[] latencyFraction,
    double gapNsPerInference) {

  /** A curve whose instances take the next batch at once. */
  public ServiceCurve(
      int[] batch,
      double[] inputNs,
      double[] inferNs,
      double[] outputNs,
      double[] gpuNs,
      ServiceDistribution distribution,
      double[] occupancy,
      double[] latencyFraction) {
    this(batch, inputNs, inferNs, outputNs, gpuNs, distribution, occupancy, latencyFraction, 0);
  }

  public ServiceCurve {
    int n = batch.length;
    if (n == 0
        || inputNs.length != n
        || inferNs.length != n
        || outputNs.length != n
        || gpuNs.length != n
        || occupancy.length != n
        || latencyFraction.length != n) {
      throw new IllegalArgumentException(
          "The columns of a service curve must have equal, positive lengths.");
    }
    for (int i = 0; i < n; i++) {
      if (batch[i] < 1 || (i > 0 && batch[i] <= batch[i - 1])) {
        throw new IllegalArgumentException(
            "The batch sizes of a service curve must be positive and strictly increasing.");
      }
    }
  }

  /** A curve with the same occupancy at every size and no exposed latency. */
  public ServiceCurve(
      int[] batch,
      double[] inputNs,
      double[] inferNs,
      double[] outputNs,
      double[] gpuNs,
      ServiceDistribution distribution,
      double occupancy) {
    this(
        batch,
        inputNs,
        inferNs,
        outputNs,
        gpuNs,
        distribution,
        filled(batch.length, occupancy),
        new double[batch.length]);
  }

  /** A curve {@code fixedNs + perInferenceNs × batch}, all of it GPU work. */
  public static ServiceCurve linear(
      double fixedNs, double perInferenceNs, ServiceDistribution distribution) {
    double one = fixedNs + perInferenceNs;
    double two = fixedNs + 2 * perInferenceNs;
    return new ServiceCurve(
        new int[] {1, 2},
        new double[2],
        new double[] {one, two},
        new double[2],
        new double[] {one, two},
        distribution,
        1);
  }

  public double inputNs(int size) {
    return at(inputNs, size);
  }

  public double inferNs(int size) {
    return at(inferNs, size);
  }

  public double outputNs(int size) {
    return at(outputNs, size);
  }

  public double gpuNs(int size) {
    return at(gpuNs, size);
  }

  /** Occupancy of an execution of {@code size} inferences, in (0, 1]. */
  public double occupancy(int size) {
    return Math.min(1, at(occupancy, size));
  }

  /** Exposed latency of an execution of {@code size} inferences, in [0, 1]. */
  public double latencyFraction(int size) {
    return Math.min(1, at(latencyFraction, size));
  }

  /** Mean duration of an execution of {@code size} inferences, alone, in ns. */
  public double totalNs(int size) {
    return inputNs(size) + inferNs(size) + outputNs(size);
  }

  private static double[] filled(int n, double value) {
    double[] values = new double[n];
    Arrays.fill(values, value);
    return values;
  }

  private double at(double[] column, int size) {
    int n = batch.length;
    if (n == 1 || size <= batch[0]) {
      return column[0];
    }
    int i = 1;
    while (i < n - 1 && batch[i] < size) {
      i++;
    }
    double t = (double) (size - batch[i - 1]) / (batch[i] - batch[i - 1]);
    return Math.max(0, column[i - 1] + t * (column[i] - column[i - 1]));
  }
}
