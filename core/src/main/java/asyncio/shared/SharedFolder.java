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
    Path onDisk = Path.of(System.getProperty("java.io.tmpdir"));
    return createFile(Files.isWritable(IN_MEMORY) ? IN_MEMORY : onDisk, suffix);
  }

  static Path createFile(Path folder, String suffix) throws IOException {
    try {
      return Files.createTempFile(folder, "asyncio-", suffix);
    } catch (IOException refused) {
      throw new IOException(
          "sharing between processes needs a file in "
              + folder
              + ", and none can be created: "
              + refused
              + "; make room there, or set java.io.tmpdir to another folder",
          refused);
    }
  }
}
