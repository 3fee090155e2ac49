package perseus.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import perseus.input.InvalidInput;

/**
 * A results folder in the making: files are written to a hidden sibling that takes the target's
 * place at {@link #commit}; without it nothing is left.
 */
public final class StagedFolder implements AutoCloseable {
  /** File in which a sweep keeps finished points; a folder with it is a results folder too. */
  public static final String JOURNAL = "journal.jsonl";

  private final Path target;
  private final Path staging;

  private StagedFolder(Path target, Path staging) {
    this.target = target;
    this.staging = staging;
  }

  /**
   * Begins a folder that will stand at {@code target}. An existing results folder or an empty
   * folder is replaced at the end, anything else is left alone.
   *
   * @throws InvalidInput if the target holds something else or cannot be created
   */
  public static StagedFolder open(Path target) {
    Path absolute = target.toAbsolutePath().normalize();
    checkReplaceable(target);
    Path staging =
        absolute.resolveSibling(
            "." + absolute.getFileName() + ".tmp-" + ProcessHandle.current().pid());
    try {
      Files.createDirectories(absolute.getParent());
      delete(staging);
      Files.createDirectory(staging);
    } catch (IOException e) {
      throw new InvalidInput(
          target.toString(), List.of("the folder cannot be created: " + e.getMessage()));
    }
    return new StagedFolder(absolute, staging);
  }

  /**
   * @throws InvalidInput if {@code named} is neither free nor empty nor a results folder
   */
  public static void checkReplaceable(Path named) {
    Path target = named.toAbsolutePath().normalize();
    if (target.getFileName() == null) {
      throw new InvalidInput(named.toString(), List.of("results need a folder of their own"));
    }
    if (!Files.exists(target)) {
      return;
    }
    if (!Files.isDirectory(target)) {
      throw new InvalidInput(
          named.toString(), List.of("is a file; results are written to a folder"));
    }
    try (Stream<Path> content = Files.list(target)) {
      boolean ours =
          Files.exists(target.resolve(ResultsFolder.MANIFEST))
              || Files.exists(target.resolve(JOURNAL));
      if (!ours && content.findAny().isPresent()) {
        throw new InvalidInput(
            named.toString(),
            List.of(
                "the folder holds other files (it has no "
                    + ResultsFolder.MANIFEST
                    + ") and is not overwritten; name another or remove it"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where a file of the folder is to be written until {@link #commit}. */
  public Path file(String name) {
    return staging.resolve(name);
  }

  /** Writes a text file. */
  public void write(String name, String text) {
    try {
      Files.writeString(file(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Puts the folder in its place. */
  public void commit() {
    Path old = staging.resolveSibling(staging.getFileName() + "-old");
    try {
      delete(old);
      if (Files.exists(target)) {
        Files.move(target, old);
      }
      Files.move(staging, target);
      delete(old);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes what was not committed. */
  @Override
  public void close() {
    try {
      delete(staging);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> content;
    try (Stream<Path> walk = Files.walk(folder)) {
      content = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : content) {
      Files.delete(path);
    }
  }
}
