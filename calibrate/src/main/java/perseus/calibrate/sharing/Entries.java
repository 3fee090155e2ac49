package perseus.calibrate.sharing;

import java.util.List;
import perseus.profile.Profile;
import perseus.profile.ProfileEntry;
import perseus.profile.ProfileKey;

/** Finds the profile entries that the fitters of this package write. */
final class Entries {
  private Entries() {}

  /** The entries with that GPU, model and variant: one, if a row is to be predicted. */
  static List<ProfileEntry> find(Profile profile, String gpu, String model, String variant) {
    return profile.entries().stream()
        .filter(entry -> matches(entry.key(), gpu, model, variant))
        .toList();
  }

  /** Why no single entry was found. */
  static String problem(List<ProfileEntry> found, String gpu, String model, String variant) {
    String what = model + " on " + gpu + (variant.isEmpty() ? "" : ", variant " + variant);
    return found.isEmpty()
        ? "no profile entry for " + what
        : "ambiguous: %d profile entries for %s".formatted(found.size(), what);
  }

  private static boolean matches(ProfileKey key, String gpu, String model, String variant) {
    return key.gpu().equals(gpu) && key.model().equals(model) && key.variant().equals(variant);
  }
}
