package perseus.placement;

import java.util.List;
import java.util.function.Consumer;
import perseus.document.Problem;

/** Decides which models get instances on which devices. A pure function; adding one is one file. */
public interface PlacementPolicy {
  /**
   * @param problems told why the policy cannot place these models on these devices; the path is
   *     relative to the scenario's {@code placement}
   * @return assignments, at most one per model and device
   */
  List<Assignment> place(Placeable placeable, Consumer<Problem> problems);
}
