package perseus.check;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import perseus.arrival.Arrivals;
import perseus.arrival.ConstantRate;
import perseus.batching.ModelConfig;
import perseus.frontier.FrontierResult;
import perseus.frontier.FrontierRunner;
import perseus.frontier.FrontierStudy;
import perseus.gpu.Interference;
import perseus.gpu.Sharing;
import perseus.kernel.LatencyHistogram;
import perseus.profile.Basis;
import perseus.profile.ServiceCurve;
import perseus.profile.ServiceDistribution;
import perseus.server.Deployment;
import perseus.server.Gpu;
import perseus.server.Host;
import perseus.server.RoutingPolicy;
import perseus.server.RunOptions;
import perseus.server.RunResult;
import perseus.server.RunResult.TenantResult;
import perseus.server.ServingSystem;
import perseus.server.Simulation;
import perseus.server.Tenant;

/**
 * Laws that the PERSEUS measurements obey (cake-lab/perseus@e01bd020, Apache-2.0: raw passes and
 * figure of IC2E 2020): batches of exactly 8 from paced clients with at most 96 requests in flight,
 * on a P4.
 */
record PerseusFamily() implements CheckFamily {
  private static final String SOURCE = "PERSEUS raw passes, IC2E 2020";
  private static final int BATCH = 8;
  private static final int CAP = 96;
  private static final int PASS = 5392;
  private static final double CV = 0.035;

  /** A model of the artifact: dedicated peak, GPU share of an execution, constant delay, base. */
  private record Model(
      String name,
      double peak,
      double busyShare,
      double constantMs,
      double lowestBaseMs,
      double highestBaseMs,
      double knee,
      double inputBytes) {}

  private static final Model RESNET50 =
      new Model("resnet50", 203.8, 0.84, 7.4, 46, 48, 200.5, 602_112);
  private static final Model INCEPTION_V3 =
      new Model("inceptionv3", 154.8, 0.92, 9.7, 61, 62, 155, 1_072_812);

  @Override
  public String name() {
    return "perseus";
  }

  @Override
  public List<CheckCase> cases(Path data) {
    List<CheckCase> cases = new ArrayList<>();
    for (Model model : List.of(RESNET50, INCEPTION_V3)) {
      String id = "perseus." + model.name();
      cases.add(new CheckCase(id + ".below", 8 * PASS, () -> belowKnee(id, model)));
      cases.add(new CheckCase(id + ".saturated", PASS, () -> saturated(id, model)));
    }
    cases.add(new CheckCase("perseus.network", PASS, PerseusFamily::network));
    cases.add(new CheckCase("perseus.frontier", 500_000, PerseusFamily::frontier));
    return cases;
  }

  /** Batch-of-8 law: quartiles 4 gaps apart, P50 = 3.5 gaps + base, falling as the load rises. */
  private static List<CheckRow> belowKnee(String id, Model model) {
    List<CheckRow> rows = new ArrayList<>();
    double former = Double.POSITIVE_INFINITY;
    int rises = 0;
    for (double load : new double[] {0.5, 0.6, 0.7, 0.8, 0.9}) {
      double rate = load * model.peak();
      LatencyHistogram latency = pass(model, rate, 0).latency();
      double p50 = latency.percentile(50) / 1e6;
      double quartiles = (latency.percentile(75) - latency.percentile(25)) / 1e9 * rate;
      String at = id + ".load" + load;
      rows.add(CheckRow.within(at + ".iqr", SOURCE + ": IQR x rate 3.93-4.0", 4, quartiles, 0.15));
      rows.add(
          CheckRow.within(
              at + ".base",
              SOURCE + ": P50 - 3.5/rate",
              (model.lowestBaseMs() + model.highestBaseMs()) / 2,
              p50 - 3500 / rate,
              (model.highestBaseMs() - model.lowestBaseMs()) / 2 + 0.5));
      rises += p50 > former ? 1 : 0;
      former = p50;
    }
    rows.add(CheckRow.within(id + ".falling", SOURCE + ": P50 falls up to the knee", 0, rises, 0));
    return rows;
  }

  private static List<CheckRow> saturated(String id, Model model) {
    TenantResult result = pass(model, 1.15 * model.peak(), 0);
    double throughput = throughput(result);
    return List.of(
        CheckRow.within(
            id + ".knee", SOURCE + ": largest rate", model.knee(), throughput, 0.02 * model.knee()),
        CheckRow.within(
            id + ".plateau",
            SOURCE + ": P50 x throughput, the cap less slots held outside the call",
            92.5,
            result.latency().percentile(50) / 1e9 * throughput,
            0.03 * 92.5));
  }

  /**
   * A public address carried about 156 MB/s: Inception-v3's inputs fill it before the GPU is full.
   */
  private static List<CheckRow> network() {
    double throughput = throughput(pass(INCEPTION_V3, 160, 156e6));
    return List.of(
        CheckRow.within(
            "perseus.network.peak", SOURCE + ": test 3", 145.6, throughput, 0.015 * 145.6));
  }

  /** Even mixes gain 7-20 %, mixes of 5 and 95 % nothing. */
  private static List<CheckRow> frontier() {
    FrontierStudy.Pair alone = new FrontierStudy.Pair(RESNET50.peak(), INCEPTION_V3.peak());
    FrontierStudy.Case one = new FrontierStudy.Case("1xP4", List.of(), alone, List.of(), "");
    FrontierStudy study =
        new FrontierStudy("", Path.of(""), 0.99, List.of(0.05, 0.5, 0.95), List.of(one));
    ServingSystem system =
        system(List.of(RESNET50, INCEPTION_V3), new double[] {100, 77}, 0, Long.MAX_VALUE);
    FrontierResult result =
        FrontierRunner.run(
            study,
            one,
            system,
            60_000_000_000L,
            1,
            1,
            Double.NaN,
            Basis.ASSUMED,
            alone,
            null,
            1,
            point -> {});
    List<CheckRow> rows = new ArrayList<>();
    String source = "PERSEUS figure, IC2E 2020: rate / dedicated peak, summed";
    rows.add(
        CheckRow.within(
            "perseus.frontier.even", source, 1.135, result.curve().get(2).capacitySum(), 0.065));
    for (int i : new int[] {1, 3}) {
      rows.add(
          CheckRow.within(
              "perseus.frontier.mix" + study.mixes().get(i - 1),
              source,
              1,
              result.curve().get(i).capacitySum(),
              0.03));
    }
    return rows;
  }

  private static double throughput(TenantResult result) {
    return result.completed() / ((result.lastResponseNs() - result.firstSendNs()) / 1e9);
  }

  private static TenantResult pass(Model model, double rate, double networkBytesPerSecond) {
    ServingSystem system = system(List.of(model), new double[] {rate}, networkBytesPerSecond, PASS);
    RunResult result = Simulation.run(system, new RunOptions(1_000_000_000_000L, 0, 1, 0, 0, true));
    return result.tenants().get(0);
  }

  private static ServingSystem system(
      List<Model> models, double[] rates, double networkBytesPerSecond, long requests) {
    double constantMs = models.stream().mapToDouble(Model::constantMs).average().orElseThrow();
    Host host =
        new Host(
            "server",
            new Host.FrontEnd(
                networkBytesPerSecond, 2, 0, 0, 0, 0, false, Math.round(constantMs * 1e6)),
            Host.SchedulerLatency.IDEAL,
            Host.RateLimiter.OFF,
            0,
            0,
            Host.Payloads.ON_IDLE);
    List<Deployment> deployments = new ArrayList<>();
    List<Tenant> tenants = new ArrayList<>();
    for (int m = 0; m < models.size(); m++) {
      Model model = models.get(m);
      double totalNs = BATCH / model.peak() * 1e9;
      double gpuNs = totalNs * model.busyShare();
      ServiceCurve curve =
          new ServiceCurve(
              new int[] {BATCH},
              new double[] {totalNs - gpuNs},
              new double[] {gpuNs},
              new double[1],
              new double[] {gpuNs},
              ServiceDistribution.lognormal(CV),
              1);
      deployments.add(
          new Deployment(
              model.name(),
              0,
              ModelConfig.dynamic(128, 20_000_000, BATCH),
              curve,
              List.of(Deployment.Instance.on(0)),
              0,
              List.of()));
      long slotHoldNs = Math.round(0.035 * CAP / model.peak() * 1e9);
      tenants.add(
          new Tenant(
              model.name(),
              model.name(),
              new Arrivals.OpenLoop(
                  new ConstantRate(rates[m]),
                  CAP,
                  true,
                  slotHoldNs,
                  requests == Long.MAX_VALUE ? 0 : requests),
              1,
              0,
              0,
              0,
              95,
              Math.round(model.inputBytes()),
              0,
              0));
    }
    Gpu gpu = new Gpu("gpu", 0, "P4", Sharing.STREAMS, 0, Interference.NONE);
    return new ServingSystem(
        List.of(host), List.of(gpu), deployments, tenants, RoutingPolicy.LEAST_OUTSTANDING);
  }
}
