package perseus.server;

import java.util.List;
import perseus.batching.ModelConfig;
import perseus.profile.ServiceCurve;

/**
 * One model loaded on one host.
 *
 * @param model model name; tenants and ensembles refer to it
 * @param host index into {@link ServingSystem#hosts}
 * @param config Triton's scheduling settings
 * @param service what an execution costs
 * @param instances one entry per instance, over all GPUs; empty for an ensemble
 * @param memoryBytesPerInstance GPU memory that each instance holds, 0 = not checked
 * @param ensemble steps in topological order; empty unless the model is an ensemble
 */
public record Deployment(
    String model,
    int host,
    ModelConfig config,
    ServiceCurve service,
    List<Instance> instances,
    long memoryBytesPerInstance,
    List<EnsembleStep> ensemble) {
  public Deployment {
    instances = List.copyOf(instances);
    ensemble = List.copyOf(ensemble);
  }

  /**
   * A model instance.
   *
   * @param gpu index into {@link ServingSystem#gpus}, or -1 for a CPU instance (shares nothing)
   * @param share fraction of the device's SMs it may use (MPS active thread percentage / 100), in
   *     (0, 1]
   * @param speed speed of its GPU work at that share relative to the profile's, &gt; 0
   * @param rateLimiterUnits units needed of each host resource (order of {@link
   *     Host.RateLimiter#resources}), empty = none
   * @param rateLimiterPriority 1 = highest; 0 counts as 1
   */
  public record Instance(
      int gpu,
      double share,
      double speed,
      List<Integer> rateLimiterUnits,
      int rateLimiterPriority) {
    public Instance {
      rateLimiterUnits = List.copyOf(rateLimiterUnits);
    }

    /** An instance with the whole device at profile speed and no rate limiter demand. */
    public static Instance on(int gpu) {
      return new Instance(gpu, 1, 1, List.of(), 0);
    }
  }

  /**
   * A step of an ensemble.
   *
   * @param deployment index of the composing deployment (same host)
   * @param after indices of the steps whose outputs it needs; empty = the ensemble's inputs only
   */
  public record EnsembleStep(int deployment, List<Integer> after) {
    public EnsembleStep {
      after = List.copyOf(after);
    }
  }
}
