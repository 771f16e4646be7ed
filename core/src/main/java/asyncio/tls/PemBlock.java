package asyncio.tls;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** One part of a PEM file. */
final class PemBlock {

  private final Path file;
  private final int line;
  private final String label;
  private final boolean encrypted;
  private final byte[] content;

  /**
   * A part.
   *
   * @param line where it begins, counted from 1
   * @param encrypted whether its header says that the content is encrypted, as OpenSSL once did it
   */
  PemBlock(Path file, int line, String label, boolean encrypted, byte[] content) {
    this.file = file;
    this.line = line;
    this.label = label;
    this.encrypted = encrypted;
    this.content = content;
  }

  String label() {
    return label;
  }

  boolean encrypted() {
    return encrypted;
  }

  byte[] content() {
    return content;
  }

  /** An exception about this part. */
  PemException refuse(String problem, @Nullable Throwable cause) {
    return new PemException(file + ", line " + line + ": " + problem, cause);
  }
}
