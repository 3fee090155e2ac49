package perseus.calibrate.sharing;

import perseus.profile.Profile;
import perseus.profile.ProfileEntry;
import perseus.profile.ProfileKey;

/** Finds the profile entries that the fitters of this package write. */
final class Entries {
  private Entries() {}

  /** The first entry with that GPU, model and variant, or null. */
  static ProfileEntry find(Profile profile, String gpu, String model, String variant) {
    for (ProfileEntry entry : profile.entries()) {
      ProfileKey key = entry.key();
      if (key.gpu().equals(gpu) && key.model().equals(model) && key.variant().equals(variant)) {
        return entry;
      }
    }
    return null;
  }
}
