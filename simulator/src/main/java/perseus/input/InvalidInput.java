package perseus.input;

import java.util.List;

/** An input that is refused, with every problem found in it. */
public class InvalidInput extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  /**
   * @param input what is refused, e.g. a file name
   * @param problems each one line: path, value, bound, hint
   */
  public InvalidInput(String input, List<String> problems) {
    super(
        input
            + (problems.size() == 1 ? ": 1 problem" : ": " + problems.size() + " problems")
            + "\n  "
            + String.join("\n  ", problems));
    this.problems = List.copyOf(problems);
  }

  public List<String> problems() {
    return problems;
  }
}
