package perseus.scenario;

import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import perseus.document.Names;
import perseus.gpu.GpuCatalogue;
import perseus.gpu.GpuType;
import perseus.profile.Profile;
import perseus.profile.ProfileEntry;
import perseus.profile.ProfileKey;

/** Finds a model's profile entry for a device type. */
final class ProfileLookup {
  private final List<ProfileEntry> entries;

  ProfileLookup(List<Profile> profiles) {
    entries = profiles.stream().flatMap(p -> p.entries().stream()).toList();
  }

  /**
   * The only entry that agrees with everything that the selector states.
   *
   * @param deviceType canonical name of the device's type
   * @param problem told what is wrong and what would do, if there is not exactly one
   */
  Optional<ProfileEntry> find(
      ProfileSelector selector, String deviceType, BiConsumer<String, String> problem) {
    String gpu = canonical(selector.gpu() == null ? deviceType : selector.gpu());
    List<ProfileEntry> agreeing = entries.stream().filter(e -> selector.agrees(e.key())).toList();
    List<ProfileEntry> found =
        agreeing.stream().filter(e -> canonical(e.key().gpu()).equals(gpu)).toList();
    if (found.size() == 1) {
      return Optional.of(found.get(0));
    }
    if (found.size() > 1) {
      problem.accept(
          "%d profile entries agree for GPU %s".formatted(found.size(), gpu),
          "state what tells them apart: "
              + found.stream().map(e -> differing(e.key())).collect(Collectors.joining(" · ")));
    } else if (agreeing.isEmpty()) {
      List<String> models = entries.stream().map(e -> e.key().model()).distinct().toList();
      boolean knownModel = models.contains(selector.model());
      problem.accept(
          "no profile entry for %s".formatted(shown(selector)),
          knownModel
              ? "there are: "
                  + entries.stream()
                      .filter(e -> e.key().model().equals(selector.model()))
                      .map(e -> differing(e.key()))
                      .collect(Collectors.joining(" · "))
              : selector.model() == null ? "" : Names.suggest(selector.model(), models));
    } else {
      List<String> gpus = agreeing.stream().map(e -> e.key().gpu()).distinct().toList();
      problem.accept(
          "no profile entry of %s for GPU %s".formatted(shown(selector), gpu),
          "there are entries for " + Names.list(gpus));
    }
    return Optional.empty();
  }

  /** The catalogue's name of a GPU type, or the name itself if the catalogue has none. */
  static String canonical(String gpu) {
    return GpuCatalogue.find(gpu).map(GpuType::name).orElse(gpu);
  }

  private static String shown(ProfileSelector s) {
    String text =
        differing(
            new ProfileKey(
                "",
                "",
                orEmpty(s.precision()),
                orEmpty(s.backend()),
                orEmpty(s.accelerator()),
                orEmpty(s.variant())));
    String model = s.model() == null ? "any model" : "model '" + s.model() + "'";
    return text.isEmpty() ? model : model + ", " + text;
  }

  private static String differing(ProfileKey k) {
    StringBuilder text = new StringBuilder();
    append(text, "gpu", k.gpu());
    append(text, "precision", k.precision());
    append(text, "backend", k.backend());
    append(text, "accelerator", k.accelerator());
    append(text, "variant", k.variant());
    return text.toString();
  }

  private static void append(StringBuilder text, String name, String value) {
    if (!value.isEmpty()) {
      text.append(text.isEmpty() ? "" : ", ").append(name).append(": ").append(value);
    }
  }

  private static String orEmpty(String text) {
    return text == null ? "" : text;
  }
}
