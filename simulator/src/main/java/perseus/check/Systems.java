package perseus.check;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import perseus.arrival.Arrivals;
import perseus.arrival.Poisson;
import perseus.batching.ModelConfig;
import perseus.gpu.Interference;
import perseus.gpu.Sharing;
import perseus.profile.ServiceCurve;
import perseus.profile.ServiceDistribution;
import perseus.server.Deployment;
import perseus.server.Deployment.Instance;
import perseus.server.Gpu;
import perseus.server.Host;
import perseus.server.RoutingPolicy;
import perseus.server.ServingSystem;
import perseus.server.Tenant;

/** Serving systems without overheads: the queues of the textbooks. */
final class Systems {
  private static final double NS_PER_SECOND = 1e9;

  private Systems() {}

  /** One model on one ideal host, one instance on each of {@code servers} GPUs, one tenant. */
  static ServingSystem parallel(
      int servers, ModelConfig config, ServiceCurve service, Arrivals arrivals) {
    List<Gpu> gpus = new ArrayList<>();
    List<Instance> instances = new ArrayList<>();
    for (int g = 0; g < servers; g++) {
      gpus.add(gpu(g, Sharing.EXCLUSIVE));
      instances.add(Instance.on(g));
    }
    return system(
        gpus,
        List.of(deployment("m", config, service, instances)),
        List.of(Tenant.of("t", "m", arrivals)));
  }

  /** {@code count} CPU instances of one model, which share nothing. */
  static ServingSystem unshared(int count, ServiceCurve service, Arrivals arrivals) {
    return system(
        List.of(),
        List.of(
            deployment(
                "m",
                ModelConfig.NO_BATCHING,
                service,
                Collections.nCopies(count, new Instance(-1, 1, 1, List.of(), 0)))),
        List.of(Tenant.of("t", "m", arrivals)));
  }

  static ServingSystem system(List<Gpu> gpus, List<Deployment> deployments, List<Tenant> tenants) {
    return new ServingSystem(
        List.of(Host.ideal("s")), gpus, deployments, tenants, RoutingPolicy.LEAST_OUTSTANDING);
  }

  static Gpu gpu(int index, Sharing sharing) {
    return new Gpu("s/gpu" + index, 0, "G", sharing, 0, Interference.NONE);
  }

  static Deployment deployment(
      String model, ModelConfig config, ServiceCurve service, List<Instance> instances) {
    return new Deployment(model, 0, config, service, instances, 0, List.of());
  }

  /** Service time of mean {@link Experiment#SERVICE_NS}, whatever the batch. */
  static ServiceCurve unitService(ServiceDistribution distribution) {
    return ServiceCurve.linear(Experiment.SERVICE_NS, 0, distribution);
  }

  /** Poisson arrivals, {@code rate} per mean service time. */
  static Arrivals poisson(double rate) {
    return Arrivals.open(new Poisson(perSecond(rate)));
  }

  /** A rate per mean service time, as a rate per second. */
  static double perSecond(double rate) {
    return rate * NS_PER_SECOND / Experiment.SERVICE_NS;
  }
}
