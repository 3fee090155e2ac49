package perseus.profile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What changed from one profile to another. */
public final class ProfileDiff {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final List<String> changes = new ArrayList<>();

  private ProfileDiff() {}

  /**
   * One line per difference, entries matched by their key; empty if there is none. Residuals are
   * left out: they follow from the rest.
   */
  public static List<String> between(Profile before, Profile after) {
    ProfileDiff diff = new ProfileDiff();
    JsonNode a = MAPPER.readTree(ProfileJson.format(before));
    JsonNode b = MAPPER.readTree(ProfileJson.format(after));
    Map<String, JsonNode> old = entries(before, a);
    Map<String, JsonNode> now = entries(after, b);
    old.forEach(
        (name, entry) -> {
          if (now.containsKey(name)) {
            diff.compare(name + ": ", "", entry, now.get(name));
          } else {
            diff.changes.add(name + ": removed");
          }
        });
    now.keySet().stream()
        .filter(name -> !old.containsKey(name))
        .forEach(name -> diff.changes.add(name + ": added"));
    diff.compare("", "interference", a.path("interference"), b.path("interference"));
    return diff.changes;
  }

  private static Map<String, JsonNode> entries(Profile profile, JsonNode root) {
    Map<String, JsonNode> entries = new LinkedHashMap<>();
    for (int i = 0; i < profile.entries().size(); i++) {
      entries.put(ProfileText.name(profile.entries().get(i).key()), root.get("entries").get(i));
    }
    return entries;
  }

  private void compare(String entry, String path, JsonNode a, JsonNode b) {
    if (a.equals(b) || path.equals("residuals")) {
      return;
    }
    if (a.isObject() && b.isObject()) {
      TreeSet<String> keys = new TreeSet<>(a.propertyNames());
      keys.addAll(b.propertyNames());
      for (String key : keys) {
        compare(entry, path.isEmpty() ? key : path + "." + key, a.path(key), b.path(key));
      }
    } else if (a.isArray() && b.isArray() && a.size() == b.size()) {
      for (int i = 0; i < a.size(); i++) {
        compare(entry, path + "[" + label(a.get(i), i) + "]", a.get(i), b.get(i));
      }
    } else if (a.isNumber() && b.isNumber() && a.asDouble() != 0) {
      changes.add(
          String.format(
              Locale.ROOT,
              "%s%s: %s -> %s (%+.1f %%)",
              entry,
              path,
              a,
              b,
              100 * (b.asDouble() / a.asDouble() - 1)));
    } else {
      changes.add(entry + path + ": " + shown(a) + " -> " + shown(b));
    }
  }

  private static String label(JsonNode element, int index) {
    String name = element.path("name").asString("");
    return name.isEmpty() ? Integer.toString(index) : name;
  }

  private static String shown(JsonNode node) {
    return node.isMissingNode() ? "absent" : node.toString();
  }
}
