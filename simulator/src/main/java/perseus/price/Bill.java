package perseus.price;

import java.util.Arrays;
import java.util.List;
import perseus.server.Deployment;
import perseus.server.Gpu;
import perseus.server.RunResult;
import perseus.server.ServingSystem;

/**
 * The bill of a run, per hour of provisioned time.
 *
 * <p>A tenant pays for the GPU time that its requests kept busy, at the price of the server it was
 * on; what nobody kept busy is idle: total = Σ tenants + idle.
 *
 * @param usdPerHour billed cost of all servers ÷ provisioned time
 * @param tenantUsdPerHour in the order of {@link ServingSystem#tenants}
 * @param idleUsdPerHour the rest, ≥ 0
 * @param overbilling billed ÷ provisioned time − 1, of all servers together: what granularity and
 *     minimum add to this horizon
 */
public record Bill(
    double usdPerHour, double[] tenantUsdPerHour, double idleUsdPerHour, double overbilling) {

  /**
   * @param provisionedNs time for which the servers stood, warm-up and drain included
   * @param fleet fully priced
   */
  public static Bill of(ServingSystem system, RunResult run, long provisionedNs, Fleet fleet) {
    double hours = (double) provisionedNs / Billing.HOUR_NS;
    int hosts = system.hosts().size();
    double[] hostUsdPerHour = new double[hosts];
    double list = 0;
    double total = 0;
    for (int h = 0; h < hosts; h++) {
      Price price = fleet.hosts().get(h).orElseThrow();
      hostUsdPerHour[h] = price.cost(provisionedNs) / hours;
      total += hostUsdPerHour[h];
      list += price.usdPerHour();
    }
    double[][] shares = Attribution.shares(system, run);
    double[] fraction = busyFractions(system, run);
    double[] tenants = new double[system.tenants().size()];
    double attributed = 0;
    for (int d = 0; d < fraction.length; d++) {
      double usd = hostUsdPerHour[system.deployments().get(d).host()] * fraction[d];
      for (int t = 0; t < tenants.length; t++) {
        tenants[t] += usd * shares[d][t];
        attributed += usd * shares[d][t];
      }
    }
    return new Bill(total, tenants, Math.max(0, total - attributed), total / list - 1);
  }

  /** Share of the whole that is idle, in [0, 1]. */
  public double idleShare() {
    return idleUsdPerHour / usdPerHour;
  }

  /**
   * Fraction of its server that each deployment kept busy. A device counts by its weight in the
   * server; a server without devices counts by its instances.
   */
  private static double[] busyFractions(ServingSystem system, RunResult run) {
    double[] weights = deviceWeights(system);
    int[] cpuInstances = new int[system.hosts().size()];
    boolean[] hasDevice = new boolean[system.hosts().size()];
    for (Gpu gpu : system.gpus()) {
      hasDevice[gpu.host()] = true;
    }
    for (Deployment deployment : system.deployments()) {
      cpuInstances[deployment.host()] += deployment.instances().size();
    }
    double[] fractions = new double[system.deployments().size()];
    for (int d = 0; d < fractions.length; d++) {
      Deployment deployment = system.deployments().get(d);
      RunResult.DeploymentResult result = run.deployments().get(d);
      if (hasDevice[deployment.host()]) {
        double weight =
            deployment.instances().stream()
                .mapToInt(Deployment.Instance::gpu)
                .filter(gpu -> gpu >= 0)
                .mapToDouble(gpu -> weights[gpu])
                .average()
                .orElse(0);
        fractions[d] = result.gpuBusyNs() / run.measuredNs() * weight;
      } else if (cpuInstances[deployment.host()] > 0) {
        fractions[d] = result.busyNs() / run.measuredNs() / cpuInstances[deployment.host()];
      }
    }
    return fractions;
  }

  /**
   * Part of its server that each device is: every physical GPU the same, and within one that is cut
   * in MIG slices by memory, which follows the compute that a slice has.
   */
  static double[] deviceWeights(ServingSystem system) {
    List<Gpu> gpus = system.gpus();
    double[] weights = new double[gpus.size()];
    for (int g = 0; g < weights.length; g++) {
      Gpu gpu = gpus.get(g);
      String physical = physical(gpu);
      List<Gpu> slices =
          gpus.stream()
              .filter(other -> other.host() == gpu.host() && physical(other).equals(physical))
              .toList();
      long memory = slices.stream().mapToLong(Gpu::memoryBytes).sum();
      boolean known = slices.stream().allMatch(slice -> slice.memoryBytes() > 0);
      double part = known ? (double) gpu.memoryBytes() / memory : 1.0 / slices.size();
      long gpusOfHost =
          gpus.stream()
              .filter(other -> other.host() == gpu.host())
              .map(Bill::physical)
              .distinct()
              .count();
      weights[g] = part / gpusOfHost;
    }
    return weights;
  }

  private static String physical(Gpu gpu) {
    int slice = gpu.name().indexOf("/mig");
    return slice < 0 ? gpu.name() : gpu.name().substring(0, slice);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bill that
        && usdPerHour == that.usdPerHour
        && idleUsdPerHour == that.idleUsdPerHour
        && overbilling == that.overbilling
        && Arrays.equals(tenantUsdPerHour, that.tenantUsdPerHour);
  }

  @Override
  public int hashCode() {
    return Double.hashCode(usdPerHour) * 31 + Arrays.hashCode(tenantUsdPerHour);
  }
}
