package perseus.batching;

import java.util.List;

/**
 * What a Triton model configuration says of scheduling.
 *
 * @param name empty where the file states none
 * @param config settings of the scheduler
 * @param instanceGroups at least one; none for an ensemble
 * @param ensemble steps; empty unless it is an ensemble
 * @param inputBytes of one inference, 0 where a shape or type is free
 * @param outputBytes of one inference, 0 where a shape or type is free
 */
public record TritonModel(
    String name,
    ModelConfig config,
    List<InstanceGroup> instanceGroups,
    List<EnsembleStage> ensemble,
    long inputBytes,
    long outputBytes) {
  public TritonModel {
    instanceGroups = List.copyOf(instanceGroups);
    ensemble = List.copyOf(ensemble);
  }
}
