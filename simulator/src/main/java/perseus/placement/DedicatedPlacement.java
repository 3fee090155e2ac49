package perseus.placement;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import perseus.document.Problem;

/**
 * GPUs of its own for each model: the first devices for the first model, the next for the second.
 *
 * @param gpusPerModel ≥ 1
 */
public record DedicatedPlacement(int gpusPerModel) implements PlacementPolicy {
  @Override
  public List<Assignment> place(Placeable placeable, Consumer<Problem> problems) {
    int needed = placeable.models().size() * gpusPerModel;
    if (placeable.devices().size() < needed) {
      problems.accept(
          new Problem(
              "policy",
              "dedicated needs %d GPUs for %d models; the servers have %d"
                  .formatted(needed, placeable.models().size(), placeable.devices().size()),
              "add servers, or use policy shared"));
      return List.of();
    }
    List<Assignment> assignments = new ArrayList<>();
    for (int device = 0; device < needed; device++) {
      int model = device / gpusPerModel;
      Placeable.Model m = placeable.models().get(model);
      assignments.add(new Assignment(model, device, m.instances().get(device), m.share()));
    }
    return assignments;
  }
}
