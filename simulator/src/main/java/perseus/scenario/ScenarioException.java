package perseus.scenario;

import java.util.List;
import perseus.document.Problem;
import perseus.input.InvalidInput;

/** A scenario that is refused: one message with every problem. */
public final class ScenarioException extends InvalidInput {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> details;

  /**
   * @param document name of the file
   * @param problems at least one
   */
  public ScenarioException(String document, List<Problem> problems) {
    super(document, problems.stream().map(Problem::toString).toList());
    this.details = List.copyOf(problems);
  }

  /** The problems, path by path. */
  public List<Problem> details() {
    return details;
  }
}
