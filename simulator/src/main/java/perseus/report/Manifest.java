package perseus.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * What results follow from: the same manifest means the same results.
 *
 * @param seed base seed
 * @param replications runs asked for; with a precision more may have been added
 * @param inputs every file that was read, in the order of reading
 * @param overrides what the command line changed: {@code path=value}, and options that results
 *     depend on
 */
public record Manifest(long seed, int replications, List<Input> inputs, List<String> overrides) {
  /** Oldest Java that runs this version; the one that did run it stands in {@code run.json}. */
  static final int JAVA = 17;

  public Manifest {
    inputs = List.copyOf(inputs);
    overrides = List.copyOf(overrides);
  }

  /**
   * An input file.
   *
   * @param name as the scenario names it, or the file name of the scenario itself: never an
   *     absolute path, which differs between machines
   * @param sha256 of its bytes, lower-case hex
   */
  public record Input(String name, String sha256) {
    /** Hashes a file. */
    public static Input of(String name, Path file) throws IOException {
      return new Input(name, Manifest.sha256(Files.readAllBytes(file)));
    }
  }

  /** SHA-256 in lower-case hex. */
  public static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("Every Java platform has SHA-256.", e);
    }
  }
}
