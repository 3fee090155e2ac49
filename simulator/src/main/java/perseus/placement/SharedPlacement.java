package perseus.placement;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import perseus.document.Problem;

/** Every model on every device of every server. */
public record SharedPlacement() implements PlacementPolicy {
  @Override
  public List<Assignment> place(Placeable placeable, Consumer<Problem> problems) {
    List<Assignment> assignments = new ArrayList<>();
    for (int device = 0; device < placeable.devices().size(); device++) {
      for (int model = 0; model < placeable.models().size(); model++) {
        Placeable.Model m = placeable.models().get(model);
        if (m.instances().get(device) > 0) {
          assignments.add(new Assignment(model, device, m.instances().get(device), m.share()));
        }
      }
    }
    return assignments;
  }
}
