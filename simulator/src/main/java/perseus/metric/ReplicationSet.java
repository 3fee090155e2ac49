package perseus.metric;

import java.util.List;
import perseus.server.RunResult;

/**
 * The runs that a {@link Plan} led to.
 *
 * @param runs in the order of their replication index, never empty
 * @param warmUpNs discarded prefix of each
 * @param steady false if MSER-5 saw no steady state in the pilot run; true when the warm-up was
 *     given
 * @param precisionReached false if a precision was asked for and the bound on replications came
 *     first
 * @param worstRelativeHalfWidth largest half-width ÷ value over the tenants' mean and P99, NaN with
 *     a single run
 */
public record ReplicationSet(
    List<RunResult> runs,
    long warmUpNs,
    boolean steady,
    boolean precisionReached,
    double worstRelativeHalfWidth) {
  public ReplicationSet {
    runs = List.copyOf(runs);
  }
}
