package perseus.calibrate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import perseus.profile.Profile;
import perseus.profile.ProfileEntry;
import perseus.profile.ProfileKey;

/** Triton tables: one profile entry per GPU, model, precision, backend, accelerator and variant. */
public final class TritonFitter implements TableFitter {
  @Override
  public TableKind kind() {
    return TritonTable.KIND;
  }

  @Override
  public Profile fit(List<MeasurementTable> tables, FitOptions options) {
    Map<ProfileKey, List<TritonRow>> cases = new LinkedHashMap<>();
    for (MeasurementTable table : tables) {
      for (TritonRow row : TritonRow.of(table)) {
        cases.computeIfAbsent(row.key(), k -> new ArrayList<>()).add(row);
      }
    }
    ExecutorService executor = Executors.newFixedThreadPool(Math.max(1, options.threads()));
    try {
      List<Future<ProfileEntry>> running = new ArrayList<>();
      cases.forEach(
          (key, rows) ->
              running.add(
                  executor.submit(
                      () -> {
                        CaseFit fit = new CaseFit(key, rows, options.seed());
                        return fit.isFittable() ? fit.fit() : null;
                      })));
      List<ProfileEntry> entries = new ArrayList<>();
      int i = 0;
      for (ProfileKey key : cases.keySet()) {
        ProfileEntry entry = Threads.get(running.get(i++));
        String name = key.gpu() + " " + key.model();
        if (entry == null) {
          options.progress().accept(name + ": no solo row, not fitted");
        } else {
          entries.add(entry);
          options.progress().accept(name + ": fitted, " + i + " of " + cases.size());
        }
      }
      return new Profile(entries, Map.of());
    } finally {
      executor.shutdownNow();
    }
  }

  /** Results of tasks, with their failures unwrapped. */
  static final class Threads {
    private Threads() {}

    static <T> T get(Future<T> future) {
      try {
        return future.get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      } catch (ExecutionException e) {
        if (e.getCause() instanceof RuntimeException failure) {
          throw failure;
        }
        throw new IllegalStateException(e.getCause());
      }
    }
  }
}
