package perseus.placement;

import java.util.List;

/**
 * What a placement policy sees.
 *
 * @param models to be placed, in the order of the scenario; ensembles are not among them
 * @param devices in the order of hosts, and on a host of GPUs and slices
 */
public record Placeable(List<Model> models, List<Device> devices) {
  public Placeable {
    models = List.copyOf(models);
    devices = List.copyOf(devices);
  }

  /**
   * @param name unique
   * @param instances by device; 0 = its configuration keeps it off that device
   * @param memoryBytesPerInstance by device, 0 = unknown
   * @param share default fraction of a device's SMs per instance, in (0, 1]
   */
  public record Model(
      String name, List<Integer> instances, List<Long> memoryBytesPerInstance, double share) {
    public Model {
      instances = List.copyOf(instances);
      memoryBytesPerInstance = List.copyOf(memoryBytesPerInstance);
    }
  }

  /**
   * A whole GPU or one MIG slice.
   *
   * @param name e.g. {@code s/gpu0} or {@code s[1]/gpu0/mig2}
   * @param server name of the server entry; several hosts share it when its count is above 1
   * @param host index of the host
   * @param hostName unique name of the host
   * @param gpu index of the GPU on its host
   * @param slice index of the slice on its GPU, -1 = the whole GPU
   * @param memoryBytes capacity, 0 = unknown
   * @param exclusive at most one model
   * @param mps whether instances may be given a share of the SMs
   */
  public record Device(
      String name,
      String server,
      int host,
      String hostName,
      int gpu,
      int slice,
      long memoryBytes,
      boolean exclusive,
      boolean mps) {}
}
