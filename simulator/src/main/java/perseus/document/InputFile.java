package perseus.document;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A file that was read, with what the manifest says of it.
 *
 * @param path as it was opened
 * @param sha256 of its bytes, lower-case hex
 */
public record InputFile(Path path, String sha256) {
  /** The bytes of a file together with its entry for the manifest. */
  public record Content(InputFile file, byte[] bytes) {
    /**
     * The bytes as UTF-8 text.
     *
     * @throws CharacterCodingException if they are not
     */
    public String text() throws CharacterCodingException {
      return StandardCharsets.UTF_8.newDecoder().decode(java.nio.ByteBuffer.wrap(bytes)).toString();
    }
  }

  /** Reads a file once: what is parsed is what is hashed. */
  public static Content read(Path path) throws IOException {
    byte[] bytes = Files.readAllBytes(path);
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return new Content(new InputFile(path, HexFormat.of().formatHex(digest)), bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("Every Java platform has SHA-256.", e);
    }
  }

  /** Why a file could not be read, without the file's name. */
  public static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "no such file";
    }
    if (e instanceof CharacterCodingException) {
      return "not UTF-8 text";
    }
    if (e instanceof AccessDeniedException) {
      return "not readable";
    }
    String reason = e instanceof FileSystemException file ? file.getReason() : e.getMessage();
    return reason == null ? e.getClass().getSimpleName() : reason;
  }
}
