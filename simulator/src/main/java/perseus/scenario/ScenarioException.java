package perseus.scenario;

import java.util.ArrayList;
import java.util.List;
import perseus.document.Problem;
import perseus.input.InvalidInput;

/** A scenario that is refused: one message with every problem. */
public final class ScenarioException extends InvalidInput {
  private static final long serialVersionUID = 1L;

  private static final int SHOWN = 50;

  private final transient List<Problem> details;

  /**
   * @param document name of the file
   * @param problems at least one
   */
  public ScenarioException(String document, List<Problem> problems) {
    super(document, shown(problems));
    this.details = List.copyOf(problems);
  }

  /** The problems, path by path. */
  public List<Problem> details() {
    return details;
  }

  private static List<String> shown(List<Problem> problems) {
    List<String> lines = new ArrayList<>();
    problems.stream().limit(SHOWN).forEach(p -> lines.add(p.toString()));
    if (problems.size() > SHOWN) {
      lines.add("… and " + (problems.size() - SHOWN) + " more");
    }
    return lines;
  }
}
