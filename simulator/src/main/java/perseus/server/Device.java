package perseus.server;

import perseus.gpu.Interference;
import perseus.gpu.Sharing;
import perseus.kernel.EventQueue;
import perseus.profile.ServiceCurve;

/** A GPU or MIG slice at run time: sharing of compute × interference (SEMANTICS.md, rules D). */
final class Device extends SharedResource {
  private final Sharing sharing;
  private final Interference interference;
  private final ServiceCurve[] service;
  private final boolean[] sameForAllSizes;
  private final double[] gpuBusyNs;
  private final Window window;
  private double busyNs;
  private double concurrencyNs;

  /**
   * @param service what executions cost and occupy, by deployment
   * @param gpuBusyNs attributed busy time by deployment; added to
   */
  Device(
      Gpu gpu,
      ServiceCurve[] service,
      double[] gpuBusyNs,
      Window window,
      EventQueue events,
      int slot,
      int kind) {
    super(events, slot, kind);
    this.sharing = gpu.sharing();
    this.interference = gpu.interference();
    this.service = service;
    this.sameForAllSizes = new boolean[service.length];
    for (int d = 0; d < service.length; d++) {
      sameForAllSizes[d] =
          isConstant(service[d].occupancy()) && isConstant(service[d].latencyFraction());
    }
    this.gpuBusyNs = gpuBusyNs;
    this.window = window;
  }

  @Override
  double stretchOf(int k) {
    int n = count();
    if (n == 1) {
      return interference.slowdown(this, 0);
    }
    double stretch;
    switch (sharing.mode()) {
      case EXCLUSIVE:
      case STREAMS:
        {
          double demand = 0;
          for (int i = 0; i < n; i++) {
            demand += occupancy(i);
          }
          stretch = Math.max(1, latencyFraction(k) + demand);
          break;
        }
      case TIME_SLICED:
        stretch = n * (1 + sharing.switchOverhead());
        break;
      case MPS:
        {
          double demand = 0;
          for (int i = 0; i < n; i++) {
            demand += Math.min(share(i), occupancy(i));
          }
          stretch = Math.max(1, latencyFraction(k) + demand);
          break;
        }
      default:
        throw new AssertionError(sharing.mode());
    }
    return stretch * interference.slowdown(this, k);
  }

  private double occupancy(int k) {
    int d = deployment(k);
    return sameForAllSizes[d] ? service[d].occupancy()[0] : service[d].occupancy(batchSize(k));
  }

  private double latencyFraction(int k) {
    int d = deployment(k);
    return sameForAllSizes[d]
        ? service[d].latencyFraction()[0]
        : service[d].latencyFraction(batchSize(k));
  }

  private static boolean isConstant(double[] column) {
    for (double value : column) {
      if (value != column[0]) {
        return false;
      }
    }
    return true;
  }

  @Override
  void account(long fromNs, long toNs) {
    double dt = window.overlap(fromNs, toNs);
    if (dt > 0) {
      int n = count();
      busyNs += dt;
      concurrencyNs += dt * n;
      for (int k = 0; k < n; k++) {
        gpuBusyNs[deployment(k)] += dt / n;
      }
    }
  }

  RunResult.GpuResult result(long measuredNs) {
    return new RunResult.GpuResult(busyNs, measuredNs == 0 ? 0 : concurrencyNs / measuredNs);
  }
}
