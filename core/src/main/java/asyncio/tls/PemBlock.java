package asyncio.tls;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * One part of a PEM file.
 *
 * @param line where it begins, counted from 1
 * @param encrypted whether its header says that the content is encrypted, as OpenSSL once did it
 */
record PemBlock(Path file, int line, String label, boolean encrypted, byte[] content) {

  /** An exception about this part. */
  PemException refuse(String problem, @Nullable Throwable cause) {
    return new PemException(file + ", line " + line + ": " + problem, cause);
  }
}
