package perseus.sweep;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import perseus.input.InvalidInput;
import perseus.report.ResultRow;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Finished points, one JSON object a line, keyed by a hash of everything that they follow from. A
 * line is forced to disk as its point ends; a line that a kill cut short is dropped at the next
 * opening.
 */
final class Journal implements AutoCloseable {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final FileChannel channel;
  private final Map<String, PointResult> finished = new TreeMap<>();

  private Journal(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Opens or creates a journal for one process.
   *
   * @throws InvalidInput if another process has it open
   */
  static Journal open(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      if (lock(channel) == null) {
        channel.close();
        throw new InvalidInput(file.toString(), List.of("another sweep is writing to this folder"));
      }
      Journal journal = new Journal(channel);
      journal.load(Files.readAllBytes(file));
      return journal;
    } catch (IOException e) {
      throw new InvalidInput(file.toString(), List.of("cannot be written: " + e.getMessage()));
    }
  }

  private static FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  /** Reads whole lines up to the first that cannot be read, and cuts the file there. */
  private void load(byte[] bytes) throws IOException {
    int start = 0;
    for (int end = 0; end < bytes.length; end++) {
      if (bytes[end] == '\n') {
        if (!accept(new String(bytes, start, end - start, StandardCharsets.UTF_8))) {
          break;
        }
        start = end + 1;
      }
    }
    channel.truncate(start);
    channel.position(start);
  }

  private boolean accept(String line) {
    try {
      JsonNode node = MAPPER.readTree(line);
      List<ResultRow> rows = new ArrayList<>();
      for (JsonNode row : node.required("rows")) {
        List<String> cells = strings(row);
        if (cells.size() != ResultRow.COLUMNS.size()) {
          return false;
        }
        rows.add(ResultRow.of(cells));
      }
      PointResult result =
          new PointResult(
              rows,
              node.required("replications").asInt(),
              node.required("warmUpNs").asLong(),
              strings(node.required("notes")),
              node.required("error").asString());
      finished.put(node.required("key").asString(), result);
      return true;
    } catch (JacksonException | IllegalArgumentException e) {
      return false;
    }
  }

  private static List<String> strings(JsonNode array) {
    List<String> strings = new ArrayList<>();
    array.forEach(each -> strings.add(each.asString()));
    return strings;
  }

  /** The result of that key, if its point ended. */
  synchronized Optional<PointResult> find(String key) {
    return Optional.ofNullable(finished.get(key));
  }

  /** Adds a result; it is on disk when this returns. */
  synchronized void append(String key, PointResult result) {
    try {
      ByteBuffer line = ByteBuffer.wrap(line(key, result).getBytes(StandardCharsets.UTF_8));
      while (line.hasRemaining()) {
        channel.write(line);
      }
      channel.force(false);
      finished.put(key, result);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A result as a line of the journal. */
  static String line(String key, PointResult result) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("key", key);
    node.put("error", result.error());
    node.put("replications", result.replications());
    node.put("warmUpNs", result.warmUpNs());
    ArrayNode notes = node.putArray("notes");
    result.notes().forEach(notes::add);
    ArrayNode rows = node.putArray("rows");
    for (ResultRow row : result.rows()) {
      ArrayNode cells = rows.addArray();
      row.cells().forEach(cells::add);
    }
    return MAPPER.writeValueAsString(node) + "\n";
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
