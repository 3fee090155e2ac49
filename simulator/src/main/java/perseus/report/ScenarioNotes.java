package perseus.report;

import java.util.List;
import perseus.metric.Summary;

/**
 * What {@code summary.json} says of a scenario besides its numbers.
 *
 * @param scenario name
 * @param replications runs that its numbers rest on
 * @param warmUpNs discarded prefix of each
 * @param notes in plain words
 */
public record ScenarioNotes(String scenario, int replications, long warmUpNs, List<String> notes) {
  public ScenarioNotes {
    notes = List.copyOf(notes);
  }

  public static ScenarioNotes of(Summary summary) {
    return new ScenarioNotes(
        summary.scenario(), summary.replications(), summary.warmUpNs(), summary.notes());
  }
}
