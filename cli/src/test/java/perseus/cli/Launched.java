package perseus.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A command that a test ran in a process of its own.
 *
 * @param status exit status
 * @param out standard output
 * @param err standard error
 */
record Launched(int status, String out, String err) {
  /** The project's root folder. */
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static final long TIMEOUT_SECONDS = 600;

  /** Runs {@code perseus} with the jar of this build. */
  static Launched perseus(Path folder, String... arguments) {
    return perseus(folder, List.of(arguments));
  }

  static Launched perseus(Path folder, List<String> arguments) {
    List<String> command = new java.util.ArrayList<>();
    command.add(ROOT.resolve("perseus").toString());
    command.addAll(arguments);
    return command(folder, Map.of(), command);
  }

  /**
   * Runs any command.
   *
   * @param environment variables to add; an empty value removes the variable
   */
  static Launched command(Path folder, Map<String, String> environment, List<String> command) {
    try {
      Path out = Files.createTempFile("perseus-out", ".txt");
      Path err = Files.createTempFile("perseus-err", ".txt");
      try {
        Process process = start(folder, environment, command, out, err);
        if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
          process.descendants().forEach(ProcessHandle::destroyForcibly);
          process.destroyForcibly();
          throw new AssertionError("Still running after the time limit: " + command);
        }
        return new Launched(
            process.exitValue(),
            Files.readString(out, StandardCharsets.UTF_8),
            Files.readString(err, StandardCharsets.UTF_8));
      } finally {
        Files.delete(out);
        Files.delete(err);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Starts a command with its streams in files and nothing on standard input. */
  static Process start(
      Path folder, Map<String, String> environment, List<String> command, Path out, Path err)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    environment.forEach(
        (name, value) -> {
          if (value.isEmpty()) {
            builder.environment().remove(name);
          } else {
            builder.environment().put(name, value);
          }
        });
    return builder.start();
  }
}
