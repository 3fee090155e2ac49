package perseus.metric;

import java.util.ArrayList;
import java.util.List;
import perseus.price.Fleet;
import perseus.profile.Basis;
import perseus.server.RunResult;
import perseus.server.ServingSystem;

/**
 * Two systems under the same random numbers, metric by metric.
 *
 * <p>Replication k of both systems sees the same arrivals and the same service-time draws, so the
 * difference is taken per replication and its Student interval is over the differences: much
 * narrower than the two systems' own intervals suggest.
 *
 * @param baseline name of the system that is compared with
 * @param alternative name of the other
 * @param rows one per common tenant and metric that both define
 */
public record Comparison(String baseline, String alternative, List<Row> rows) {
  public Comparison {
    rows = List.copyOf(rows);
  }

  /**
   * @param tenant name or {@value Summary#WHOLE}
   * @param metric what is compared
   * @param baseline mean over the replications
   * @param alternative mean over the replications
   * @param difference alternative − baseline, paired; no interval with a single replication
   */
  public record Row(
      String tenant, Metric metric, double baseline, double alternative, Estimate difference) {
    /** Whether the interval of the difference excludes zero. */
    public boolean significant() {
      return difference.hasInterval() && (difference.low() > 0 || difference.high() < 0);
    }
  }

  /** The metrics of each replication of a system. */
  public static List<Summary> perReplication(
      String name, ServingSystem system, ReplicationSet set, List<Basis> tenantBasis, Fleet fleet) {
    List<Summary> summaries = new ArrayList<>();
    for (RunResult run : set.runs()) {
      ReplicationSet one =
          new ReplicationSet(List.of(run), set.warmUpNs(), set.steady(), true, Double.NaN);
      summaries.add(Summarizer.summarize(name, system, one, tenantBasis, fleet));
    }
    return summaries;
  }

  /**
   * @param baseline one summary per replication
   * @param alternative as many, of the same seed
   * @throws IllegalArgumentException if they are not as many
   */
  public static Comparison of(List<Summary> baseline, List<Summary> alternative) {
    if (baseline.size() != alternative.size()) {
      throw new IllegalArgumentException(
          "Paired differences need as many replications of both: %d and %d."
              .formatted(baseline.size(), alternative.size()));
    }
    Summary first = baseline.get(0);
    Summary other = alternative.get(0);
    List<Row> rows = new ArrayList<>();
    for (Summary.Tenant tenant : first.tenants()) {
      if (other.tenants().stream().noneMatch(t -> t.name().equals(tenant.name()))) {
        continue;
      }
      for (Metric metric : Metric.values()) {
        Row row = row(tenant.name(), metric, baseline, alternative);
        if (!Double.isNaN(row.difference().value())) {
          rows.add(row);
        }
      }
    }
    return new Comparison(first.scenario(), other.scenario(), rows);
  }

  private static Row row(
      String tenant, Metric metric, List<Summary> baseline, List<Summary> alternative) {
    double[] a = values(tenant, metric, baseline);
    double[] b = values(tenant, metric, alternative);
    double[] differences = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      differences[i] = b[i] - a[i];
    }
    double mean = Intervals.mean(differences);
    double halfWidth = Intervals.halfWidth(Intervals.CONFIDENCE, differences);
    Basis basis =
        baseline
            .get(0)
            .tenant(tenant)
            .get(metric)
            .basis()
            .and(alternative.get(0).tenant(tenant).get(metric).basis());
    return new Row(
        tenant,
        metric,
        Intervals.mean(a),
        Intervals.mean(b),
        new Estimate(mean, mean - halfWidth, mean + halfWidth, metric.unit(), basis));
  }

  private static double[] values(String tenant, Metric metric, List<Summary> summaries) {
    return summaries.stream().mapToDouble(s -> s.tenant(tenant).get(metric).value()).toArray();
  }
}
