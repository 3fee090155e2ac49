package perseus.check;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Runs families of checks. */
public final class Checks {
  /** The families of this module, in the order of the output. */
  public static final List<CheckFamily> FAMILIES =
      List.of(
          new SingleServerFamily("mm1"),
          new SingleServerFamily("md1"),
          new SingleServerFamily("mg1"),
          new GammaArrivalsFamily(),
          new MultiServerFamily(),
          new InfiniteServerFamily(),
          new ProcessorSharingFamily(),
          new PriorityFamily(),
          new LossFamily(),
          new FullBatchFamily(),
          new BulkServiceFamily(),
          new ClosedNetworkFamily(),
          new PerseusFamily());

  private Checks() {}

  /**
   * Runs families of this module on all processors.
   *
   * @param families names; empty = all
   * @param data folder of published tables, or null
   * @throws IllegalArgumentException naming every unknown family
   */
  public static List<CheckRow> run(Collection<String> families, Path data) {
    return run(FAMILIES, families, data, Runtime.getRuntime().availableProcessors(), message -> {});
  }

  /**
   * Runs the named ones of {@code known}. The rows do not depend on {@code threads}.
   *
   * @param known families to choose from
   * @param names names; empty = all
   * @param data folder of published tables, or null
   * @param threads cases run at once, ≥ 1
   * @param progress told of each finished case, from any of the threads
   * @throws IllegalArgumentException naming every unknown family
   */
  public static List<CheckRow> run(
      List<CheckFamily> known,
      Collection<String> names,
      Path data,
      int threads,
      Consumer<String> progress) {
    List<CheckCase> cases = new ArrayList<>();
    for (CheckFamily family : select(known, names)) {
      cases.addAll(family.cases(data));
    }
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      order.add(i);
    }
    // Dear cases first, so that no thread is left alone with one at the end.
    order.sort(Comparator.comparingDouble(i -> -cases.get(i).cost()));

    List<Future<List<CheckRow>>> futures = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      futures.add(null);
    }
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      for (int i : order) {
        CheckCase part = cases.get(i);
        futures.set(
            i,
            executor.submit(
                () -> {
                  List<CheckRow> rows = part.rows().get();
                  progress.accept(part.id());
                  return rows;
                }));
      }
      List<CheckRow> rows = new ArrayList<>();
      for (Future<List<CheckRow>> future : futures) {
        rows.addAll(future.get());
      }
      return rows;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The checks were interrupted.", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("A check could not be run.", e.getCause());
    } finally {
      executor.shutdownNow();
    }
  }

  private static List<CheckFamily> select(List<CheckFamily> known, Collection<String> names) {
    if (names.isEmpty()) {
      return known;
    }
    List<String> all = known.stream().map(CheckFamily::name).toList();
    List<String> unknown = names.stream().filter(name -> !all.contains(name)).toList();
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "No family of checks is called %s; there are %s."
              .formatted(String.join(", ", unknown), String.join(", ", all)));
    }
    return known.stream().filter(family -> names.contains(family.name())).toList();
  }
}
