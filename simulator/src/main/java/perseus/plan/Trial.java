package perseus.plan;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import perseus.metric.Summary;

/**
 * What one number of servers led to.
 *
 * @param count number of servers
 * @param objectives of the tenants that have an SLO, in the scenario's order; empty if it could not
 *     be built
 * @param summary every metric; absent if it could not be built
 * @param refusal why that many servers cannot even be set up, empty if they can
 */
public record Trial(
    int count, List<Objective> objectives, Optional<Summary> summary, String refusal) {
  public Trial {
    objectives = List.copyOf(objectives);
  }

  static Trial refused(int count, String reason) {
    return new Trial(count, List.of(), Optional.empty(), reason);
  }

  /** Whether every SLO is met for sure; an undecided one is not. */
  public boolean meets() {
    return refusal.isEmpty()
        && objectives.stream().allMatch(o -> o.verdict() == Objective.Verdict.MET);
  }

  boolean undecided() {
    return objectives.stream().anyMatch(o -> o.verdict() == Objective.Verdict.UNDECIDED)
        && objectives.stream().noneMatch(o -> o.verdict() == Objective.Verdict.MISSED);
  }

  /**
   * The SLO that decides: the worst verdict, then the least headroom.
   *
   * @throws java.util.NoSuchElementException if it could not be built
   */
  public Objective binding() {
    return objectives.stream()
        .max(
            Comparator.comparing(Objective::verdict)
                .thenComparing(Comparator.comparingDouble(Objective::headroom).reversed()))
        .orElseThrow();
  }
}
