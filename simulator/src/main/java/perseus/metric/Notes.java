package perseus.metric;

import java.util.ArrayList;
import java.util.List;
import perseus.arrival.Arrivals;
import perseus.price.Bill;
import perseus.profile.Basis;
import perseus.server.ServingSystem;

/** What a reader must know before using a summary's numbers. */
final class Notes {
  /** A share of unfinished requests above this means that the queue grew over the run. */
  private static final double SATURATED = 0.02;

  /** A bill this much above list price × time is worth a word. */
  private static final double OVERBILLED = 0.01;

  private Notes() {}

  static List<String> of(
      ServingSystem system, ReplicationSet set, List<RunMetrics> runs, List<Basis> tenantBasis) {
    List<String> notes = new ArrayList<>();
    for (int t = 0; t < system.tenants().size(); t++) {
      String name = system.tenants().get(t).name();
      boolean closed = system.tenants().get(t).arrivals() instanceof Arrivals.ClosedLoop;
      requests(notes, name, closed, t, runs);
      if (tenantBasis.get(t).compareTo(Basis.EXTRAPOLATED) >= 0) {
        notes.add(
            "Tenant %s rests on %s figures, not on measurements at its settings."
                .formatted(name, tenantBasis.get(t).label()));
      }
    }
    if (!set.steady()) {
      notes.add(
          "No steady state was seen (MSER-5 cut at half of the horizon or found too few requests):"
              + " the system may be saturated, or the horizon is too short.");
    }
    if (!set.precisionReached()) {
      notes.add(
          "The precision asked for was not reached after %d replications: the widest interval is"
                  .formatted(set.runs().size())
              + " ± "
              + percent(set.worstRelativeHalfWidth())
              + ".");
    }
    Bill bill = runs.get(0).bill();
    if (bill != null && bill.overbilling() > OVERBILLED) {
      notes.add(
          "Billing granularity and minimum add "
              + percent(bill.overbilling())
              + " to the bill of a run this short.");
    }
    return notes;
  }

  private static void requests(
      List<String> notes, String tenant, boolean closed, int index, List<RunMetrics> runs) {
    double arrived = sum(runs, index, Metric.ARRIVED);
    double unfinished = sum(runs, index, Metric.UNFINISHED);
    double lost =
        sum(runs, index, Metric.REJECTED)
            + sum(runs, index, Metric.TIMED_OUT)
            + sum(runs, index, Metric.CANCELLED)
            + sum(runs, index, Metric.FAILED);
    if (arrived == 0) {
      notes.add("Tenant " + tenant + " sent nothing in the measured period.");
    }
    // A closed loop has requests in flight at any instant, however lightly it is loaded.
    if (!closed && unfinished > SATURATED * arrived) {
      notes.add(
          "Tenant %s is saturated: %s of its requests were unfinished at the horizon; its latency"
                  .formatted(tenant, percent(unfinished / arrived))
              + " depends on the horizon.");
    }
    if (lost > 0) {
      notes.add(
          "Tenant %s lost %s of its requests (rejected, timed out, cancelled or failed); latencies"
                  .formatted(tenant, percent(lost / arrived))
              + " are of completed ones.");
    }
  }

  private static double sum(List<RunMetrics> runs, int tenant, Metric metric) {
    return runs.stream().mapToDouble(run -> run.value(metric, tenant)).sum();
  }

  private static String percent(double fraction) {
    return Double.isFinite(fraction)
        ? Numbers.text(100 * fraction, 3) + " %"
        : "not known (too few completed requests)";
  }
}
