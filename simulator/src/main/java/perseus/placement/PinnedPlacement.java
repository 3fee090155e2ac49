package perseus.placement;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import perseus.document.Problem;

/** Model k on device k of each server. */
public record PinnedPlacement() implements PlacementPolicy {
  @Override
  public List<Assignment> place(Placeable placeable, Consumer<Problem> problems) {
    List<Assignment> assignments = new ArrayList<>();
    int host = -1;
    int k = 0;
    int models = placeable.models().size();
    for (int device = 0; device < placeable.devices().size(); device++) {
      Placeable.Device d = placeable.devices().get(device);
      if (d.host() != host) {
        host = d.host();
        k = 0;
        long devices = placeable.devices().stream().filter(x -> x.host() == d.host()).count();
        if (devices < models) {
          problems.accept(
              new Problem(
                  "policy",
                  "pinned needs a GPU for each of the %d models on every server; %s has %d"
                      .formatted(models, d.hostName(), devices),
                  "give it more GPUs, or use policy shared"));
          return List.of();
        }
      }
      if (k < models) {
        Placeable.Model m = placeable.models().get(k);
        assignments.add(new Assignment(k, device, m.instances().get(device), m.share()));
        k++;
      }
    }
    return assignments;
  }
}
