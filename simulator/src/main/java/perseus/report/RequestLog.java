package perseus.report;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import perseus.input.InvalidInput;
import perseus.server.Outcome;
import perseus.server.RequestObserver;
import perseus.server.ServingSystem;

/**
 * A CSV file with one line per request in the order in which they ended, gzipped if its name ends
 * in {@code .gz}. Times are ns since the start of the run, empty where the request never got there.
 * The file appears at {@link #commit}.
 */
public final class RequestLog implements RequestObserver, AutoCloseable {
  private final ServingSystem system;
  private final Path target;
  private final Path staging;
  private final CsvWriter csv;
  private boolean committed;

  private RequestLog(ServingSystem system, Path target, Path staging, CsvWriter csv) {
    this.system = system;
    this.target = target;
    this.staging = staging;
    this.csv = csv;
  }

  /**
   * @throws InvalidInput if the file cannot be created
   */
  public static RequestLog open(ServingSystem system, Path target) {
    Path absolute = target.toAbsolutePath().normalize();
    Path staging =
        absolute.resolveSibling(
            "." + absolute.getFileName() + ".tmp-" + ProcessHandle.current().pid());
    if (Files.isDirectory(absolute)) {
      throw new InvalidInput(target.toString(), List.of("is a folder; the log needs a file name"));
    }
    try {
      Files.createDirectories(absolute.getParent());
      OutputStream out = new BufferedOutputStream(Files.newOutputStream(staging), 1 << 16);
      if (absolute.toString().endsWith(".gz")) {
        out = new GZIPOutputStream(out, 1 << 16);
      }
      CsvWriter csv =
          CsvWriter.builder()
              .lineDelimiter(LineDelimiter.LF)
              .build(new OutputStreamWriter(out, StandardCharsets.UTF_8));
      csv.writeRecord(
          "tenant",
          "model",
          "server",
          "sent_ns",
          "queued_ns",
          "started_ns",
          "ended_ns",
          "outcome",
          "execution");
      return new RequestLog(system, absolute, staging, csv);
    } catch (IOException e) {
      throw new InvalidInput(
          target.toString(), List.of("the log cannot be written: " + e.getMessage()));
    }
  }

  @Override
  public void requestEnded(
      int tenant,
      int deployment,
      long sentNs,
      long queuedNs,
      long startedNs,
      long endedNs,
      Outcome outcome,
      long execution) {
    csv.writeRecord(
        system.tenants().get(tenant).name(),
        system.tenants().get(tenant).model(),
        deployment < 0
            ? ""
            : system.hosts().get(system.deployments().get(deployment).host()).name(),
        Long.toString(sentNs),
        orEmpty(queuedNs),
        orEmpty(startedNs),
        Long.toString(endedNs),
        outcome.name().toLowerCase(Locale.ROOT),
        orEmpty(execution));
  }

  private static String orEmpty(long value) {
    return value < 0 ? "" : Long.toString(value);
  }

  /** Puts the file in its place. */
  public void commit() {
    try {
      csv.close();
      Files.move(staging, target, StandardCopyOption.REPLACE_EXISTING);
      committed = true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes what was not committed. */
  @Override
  public void close() {
    if (committed) {
      return;
    }
    try {
      csv.close();
      Files.deleteIfExists(staging);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
