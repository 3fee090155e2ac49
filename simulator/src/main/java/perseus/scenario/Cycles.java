package perseus.scenario;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Dependencies between things known by index. */
final class Cycles {
  private Cycles() {}

  /**
   * A cycle, its first element repeated at the end, if there is one.
   *
   * @param needs for each index the indices that it needs
   */
  static Optional<List<Integer>> find(List<List<Integer>> needs) {
    int[] state = new int[needs.size()];
    List<Integer> path = new ArrayList<>();
    for (int i = 0; i < needs.size(); i++) {
      Optional<List<Integer>> cycle = visit(i, needs, state, path, new ArrayList<>());
      if (cycle.isPresent()) {
        return cycle;
      }
    }
    return Optional.empty();
  }

  /**
   * All indices, each after those that it needs; otherwise in ascending order.
   *
   * @param needs without cycles
   */
  static List<Integer> order(List<List<Integer>> needs) {
    int[] state = new int[needs.size()];
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < needs.size(); i++) {
      visit(i, needs, state, new ArrayList<>(), order);
    }
    return order;
  }

  /** Depth first; state 1 = on the path, 2 = done. */
  private static Optional<List<Integer>> visit(
      int node, List<List<Integer>> needs, int[] state, List<Integer> path, List<Integer> order) {
    if (state[node] == 2) {
      return Optional.empty();
    }
    path.add(node);
    if (state[node] == 1) {
      List<Integer> cycle = new ArrayList<>(path.subList(path.indexOf(node), path.size()));
      return Optional.of(Collections.unmodifiableList(cycle));
    }
    state[node] = 1;
    for (int need : needs.get(node)) {
      Optional<List<Integer>> cycle = visit(need, needs, state, path, order);
      if (cycle.isPresent()) {
        return cycle;
      }
    }
    state[node] = 2;
    path.remove(path.size() - 1);
    order.add(node);
    return Optional.empty();
  }
}
