package perseus.plan;

import perseus.metric.Estimate;

/**
 * A tenant's SLO against what was simulated.
 *
 * @param tenant its name
 * @param percentile of latency that the SLO is about, in (0, 100)
 * @param sloMs the bound
 * @param latencyMs that percentile over completed requests
 * @param attainment completed within the SLO ÷ all that arrived
 * @param verdict whether the SLO is met
 */
public record Objective(
    String tenant,
    double percentile,
    double sloMs,
    Estimate latencyMs,
    Estimate attainment,
    Verdict verdict) {

  /**
   * An SLO "P99 ≤ 150 ms" asks that 99 % of <em>all arrived</em> requests complete within 150 ms;
   * rejected or unfinished ones count against it.
   */
  public enum Verdict {
    /** The whole confidence interval of the attainment satisfies the SLO. */
    MET,
    /** The interval holds the SLO's percentage: the runs cannot tell. */
    UNDECIDED,
    /** The whole interval falls short. */
    MISSED
  }

  /** Part of the SLO's latency that is left, negative beyond it; −1 if nothing completed. */
  public double headroom() {
    return latencyMs.isDefined() ? 1 - latencyMs.value() / sloMs : -1;
  }

  static Verdict judge(Estimate attainment, double percentile) {
    double wanted = percentile / 100;
    if (attainment.low() >= wanted) {
      return Verdict.MET;
    }
    return attainment.high() < wanted ? Verdict.MISSED : Verdict.UNDECIDED;
  }
}
