package perseus.server;

import java.util.LinkedHashMap;
import java.util.Map;

/** Response cache of a host: least recently used entry goes first (SEMANTICS.md, rule C1). */
final class ResponseCache {
  private final LinkedHashMap<Long, Boolean> entries;

  ResponseCache(int capacity) {
    entries =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Long, Boolean> eldest) {
            return size() > capacity;
          }
        };
  }

  boolean hit(int deployment, int content) {
    return entries.get(key(deployment, content)) != null;
  }

  void insert(int deployment, int content) {
    entries.put(key(deployment, content), Boolean.TRUE);
  }

  private static long key(int deployment, int content) {
    return ((long) deployment << 32) | content;
  }
}
