package perseus.server;

import java.util.List;

/**
 * A complete serving system, every name resolved: the only input of {@link Simulation} besides
 * {@link RunOptions}.
 *
 * @param hosts servers, each one Triton process; indices are referred to by GPUs and deployments
 * @param gpus devices; a MIG slice is a device of its own
 * @param deployments models loaded on hosts; the same model on two hosts is two deployments
 * @param tenants arrival streams
 * @param routing how a tenant's request picks one of its model's deployments
 */
public record ServingSystem(
    List<Host> hosts,
    List<Gpu> gpus,
    List<Deployment> deployments,
    List<Tenant> tenants,
    RoutingPolicy routing) {
  public ServingSystem {
    hosts = List.copyOf(hosts);
    gpus = List.copyOf(gpus);
    deployments = List.copyOf(deployments);
    tenants = List.copyOf(tenants);
  }
}
