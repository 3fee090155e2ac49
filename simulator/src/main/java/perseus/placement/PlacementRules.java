package perseus.placement;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import perseus.document.Problem;

/** What every placement must obey, whichever policy made it. */
public final class PlacementRules {
  private PlacementRules() {}

  /**
   * Reports devices whose memory the instances exceed, exclusive devices with more than one model,
   * shares of SMs on devices without MPS, models on devices that their instance groups exclude, and
   * models that are nowhere.
   */
  public static void check(
      Placeable placeable, List<Assignment> assignments, Consumer<Problem> problems) {
    for (int d = 0; d < placeable.devices().size(); d++) {
      Placeable.Device device = placeable.devices().get(d);
      List<String> names = new ArrayList<>();
      List<String> sizes = new ArrayList<>();
      long used = 0;
      for (Assignment a : assignments) {
        if (a.device() != d) {
          continue;
        }
        Placeable.Model model = placeable.models().get(a.model());
        long bytes = model.memoryBytesPerInstance().get(d);
        used += bytes * a.instances();
        names.add(model.name());
        sizes.add("%s %d × %d".formatted(model.name(), a.instances(), bytes));
        if (a.instances() < 1) {
          problems.accept(
              new Problem(
                  "",
                  "%s would be on %s, which the gpus of its instance groups exclude"
                      .formatted(model.name(), device.name()),
                  "change the instance groups or the placement"));
        }
        if (a.share() != 1 && !device.mps()) {
          problems.accept(
              new Problem(
                  "",
                  "%s has %s %% of the SMs of %s, which is not shared by MPS"
                      .formatted(model.name(), number(100 * a.share()), device.name()),
                  "set sharing: mps, or leave mpsPercent out"));
        }
      }
      if (device.exclusive() && names.size() > 1) {
        problems.accept(
            new Problem(
                "",
                "%s is exclusive but would hold %d models (%s)"
                    .formatted(device.name(), names.size(), String.join(", ", names)),
                "share it (sharing: streams), or place one model on it"));
      }
      if (device.memoryBytes() > 0 && used > device.memoryBytes()) {
        problems.accept(
            new Problem(
                "",
                "the instances on %s need %d bytes (%s), %d more than its %d"
                    .formatted(
                        device.name(),
                        used,
                        String.join(", ", sizes),
                        used - device.memoryBytes(),
                        device.memoryBytes()),
                "place fewer models or instances on it"));
      }
    }
    for (int m = 0; m < placeable.models().size(); m++) {
      int model = m;
      if (assignments.stream().noneMatch(a -> a.model() == model)) {
        problems.accept(
            new Problem(
                "", "model '%s' is on no GPU".formatted(placeable.models().get(m).name()), ""));
      }
    }
  }

  private static String number(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
