package asyncio.shared;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the files lie by which processes share things. */
final class SharedFolder {

  /** Linux: files that never touch a disk. */
  private static final Path IN_MEMORY = Path.of("/dev/shm");

  private SharedFolder() {}

  /** A new, empty file that only this user may open. */
  static Path createFile(String suffix) throws IOException {
    return Files.isWritable(IN_MEMORY)
        ? Files.createTempFile(IN_MEMORY, "asyncio-", suffix)
        : Files.createTempFile("asyncio-", suffix);
  }
}
