package perseus.placement;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import perseus.document.Names;
import perseus.document.Problem;

/**
 * A list of placements, each for every host of its server entry.
 *
 * @param entries in the order of the scenario
 */
public record ExplicitPlacement(List<Entry> entries) implements PlacementPolicy {
  public ExplicitPlacement {
    entries = List.copyOf(entries);
  }

  /**
   * @param model name of a model
   * @param server name of a server entry (all its hosts) or of one host, such as {@code s[1]}
   * @param gpu index of a GPU on the host
   * @param slice index of a MIG slice on that GPU, -1 = none stated
   * @param instances 0 = as the model states
   * @param share fraction of the SMs per instance, 0 = as the model states
   */
  public record Entry(
      String model, String server, int gpu, int slice, int instances, double share) {}

  @Override
  public List<Assignment> place(Placeable placeable, Consumer<Problem> problems) {
    List<Assignment> assignments = new ArrayList<>();
    List<String> models = placeable.models().stream().map(Placeable.Model::name).toList();
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      String path = "[" + i + "]";
      int model = models.indexOf(entry.model());
      if (model < 0) {
        problems.accept(
            new Problem(
                path + ".model",
                "no model '%s' that can be placed".formatted(entry.model()),
                Names.suggest(entry.model(), models)));
        continue;
      }
      List<Integer> devices = devices(entry, placeable, path, problems);
      Placeable.Model m = placeable.models().get(model);
      for (int device : devices) {
        boolean taken =
            assignments.stream().anyMatch(a -> a.model() == model && a.device() == device);
        if (taken) {
          problems.accept(
              new Problem(
                  path,
                  "%s is already placed on %s"
                      .formatted(entry.model(), placeable.devices().get(device).name()),
                  "state the number of instances in one entry"));
        } else {
          assignments.add(
              new Assignment(
                  model,
                  device,
                  entry.instances() == 0 ? m.instances().get(device) : entry.instances(),
                  entry.share() == 0 ? m.share() : entry.share()));
        }
      }
    }
    return assignments;
  }

  private static List<Integer> devices(
      Entry entry, Placeable placeable, String path, Consumer<Problem> problems) {
    List<Integer> found = new ArrayList<>();
    Set<String> servers = new LinkedHashSet<>();
    Set<String> gpus = new LinkedHashSet<>();
    Set<String> slices = new LinkedHashSet<>();
    for (int d = 0; d < placeable.devices().size(); d++) {
      Placeable.Device device = placeable.devices().get(d);
      servers.add(device.server());
      if (!device.server().equals(entry.server()) && !device.hostName().equals(entry.server())) {
        continue;
      }
      gpus.add(Integer.toString(device.gpu()));
      if (device.gpu() != entry.gpu()) {
        continue;
      }
      if (device.slice() >= 0) {
        slices.add(Integer.toString(device.slice()));
      }
      if (device.slice() == entry.slice()) {
        found.add(d);
      }
    }
    if (found.isEmpty()) {
      Problem problem;
      if (gpus.isEmpty()) {
        problem =
            new Problem(
                path + ".server",
                "no server '%s'".formatted(entry.server()),
                Names.suggest(entry.server(), servers));
      } else if (!gpus.contains(Integer.toString(entry.gpu()))) {
        problem =
            new Problem(
                path + ".gpu",
                "no GPU %d on server '%s'".formatted(entry.gpu(), entry.server()),
                "valid: " + Names.list(gpus));
      } else if (slices.isEmpty()) {
        problem =
            new Problem(
                path + ".mig",
                "GPU %d of server '%s' has no MIG slices".formatted(entry.gpu(), entry.server()),
                "leave the key out");
      } else {
        problem =
            new Problem(
                path + ".mig",
                entry.slice() < 0
                    ? "is missing: GPU %d of server '%s' is cut into MIG slices"
                        .formatted(entry.gpu(), entry.server())
                    : "no MIG slice %d on GPU %d of server '%s'"
                        .formatted(entry.slice(), entry.gpu(), entry.server()),
                "valid: " + Names.list(slices));
      }
      problems.accept(problem);
    }
    return found;
  }
}
