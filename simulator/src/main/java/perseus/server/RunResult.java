package perseus.server;

import java.util.List;
import perseus.kernel.LatencyHistogram;

/**
 * What one run measured after warm-up.
 *
 * @param measuredNs length of the measured period: from the warm-up's end to the horizon (with
 *     {@code drain}: to the last response)
 * @param tenants in the order of {@link ServingSystem#tenants}
 * @param deployments in the order of {@link ServingSystem#deployments}
 * @param gpus in the order of {@link ServingSystem#gpus}
 * @param events events executed, warm-up included
 */
public record RunResult(
    long measuredNs,
    List<TenantResult> tenants,
    List<DeploymentResult> deployments,
    List<GpuResult> gpus,
    long events) {

  /**
   * One tenant. Counts are of requests that arrived after warm-up.
   *
   * @param arrived = completed + rejected + timedOut + cancelled + failed + unfinished
   * @param withinSlo completed within the SLO (all completed ones where there is no SLO)
   * @param responsesInWindow responses that came back inside the measured period, whenever sent:
   *     the numerator of throughput
   * @param withinSloInWindow those of them within the SLO: the numerator of goodput
   * @param requestBatch inferences per request, to turn requests into inferences
   * @param latency of completed requests, ns
   * @param batchLatency latency per time slice of the measured period (by arrival), see {@link
   *     RunOptions#batches}
   * @param seriesMeanNs mean latency per slice of 1/{@value #SERIES} of the horizon from time zero,
   *     by arrival, NaN where none: input of MSER-5
   * @param meanFrontEndNs mean time outside queue and execution, per completed request
   * @param meanQueueNs mean queue delay (Triton's {@code queue})
   * @param meanComputeInputNs mean of the request's execution's input phase
   * @param meanComputeInferNs mean of its infer phase
   * @param meanComputeOutputNs mean of its output phase
   * @param meanInFlight time-averaged requests in flight (sent, unanswered) over the measured
   *     period
   * @param lastResponseNs time of the last response, -1 if none
   * @param firstSendNs time of the first send, -1 if none
   */
  public record TenantResult(
      long arrived,
      long completed,
      long rejected,
      long timedOut,
      long cancelled,
      long failed,
      long unfinished,
      long withinSlo,
      long responsesInWindow,
      long withinSloInWindow,
      int requestBatch,
      LatencyHistogram latency,
      List<LatencyHistogram> batchLatency,
      double[] seriesMeanNs,
      double meanFrontEndNs,
      double meanQueueNs,
      double meanComputeInputNs,
      double meanComputeInferNs,
      double meanComputeOutputNs,
      double meanInFlight,
      long lastResponseNs,
      long firstSendNs) {
    public static final int SERIES = 1000;
  }

  /**
   * One deployment.
   *
   * @param executions executions that ended in the measured period
   * @param inferences their total size
   * @param executionsBySize index = batch size
   * @param busyNs summed busy time of its instances in the measured period
   * @param lostWakeUps lost wake-ups drawn
   * @param gpuBusyNs GPU time attributed to it: at each instant a device's busy time is split
   *     equally among the executions on it
   */
  public record DeploymentResult(
      long executions,
      long inferences,
      long[] executionsBySize,
      double busyNs,
      long lostWakeUps,
      double gpuBusyNs) {}

  /**
   * One device.
   *
   * @param busyNs time with at least one execution in its GPU phase
   * @param meanConcurrency time-averaged number of executions in their GPU phase
   */
  public record GpuResult(double busyNs, double meanConcurrency) {}
}
