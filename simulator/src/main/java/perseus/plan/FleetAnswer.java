package perseus.plan;

import java.util.List;
import java.util.Optional;

/**
 * How many servers are needed.
 *
 * @param answer the fewest that meet every SLO; absent if {@code limit} servers do not
 * @param smaller one server fewer than the answer (or the largest number tried if there is no
 *     answer); absent if the answer is 1
 * @param trials everything that was simulated, by number of servers
 * @param limit largest number that the search was allowed
 */
public record FleetAnswer(
    Optional<Trial> answer, Optional<Trial> smaller, List<Trial> trials, int limit) {
  public FleetAnswer {
    trials = List.copyOf(trials);
  }
}
