package perseus.profile;

import java.util.List;
import java.util.Map;
import perseus.gpu.InterferenceModel;

/**
 * Entries for any number of models and GPUs, and how models interfere on each GPU type.
 *
 * @param entries in the order of the file
 * @param interference by GPU type; absent = none known
 */
public record Profile(List<ProfileEntry> entries, Map<String, InterferenceModel> interference) {
  /** Version of the file format written. */
  public static final int FORMAT_VERSION = 1;

  public Profile {
    entries = List.copyOf(entries);
    interference = java.util.Collections.unmodifiableMap(new java.util.TreeMap<>(interference));
  }
}
