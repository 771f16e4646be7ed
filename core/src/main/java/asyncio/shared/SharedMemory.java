package asyncio.shared;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Memory that is mapped by every process that has its file. Any thread.
 *
 * @param file the file; processes know the memory by it
 * @param arena whose memory it is here
 * @param segment the memory
 * @param created whether this process has created it, and takes the file away
 */
record SharedMemory(Path file, Arena arena, MemorySegment segment, boolean created) {

  private static final int ZEROS = 1 << 16;

  /** What this process has mapped, so that a worker maps it once, however often it is sent. */
  private static final Map<Path, SharedMemory> MAPPED = new ConcurrentHashMap<>();

  /**
   * New memory, all zero. It is written, not just made long: where the disk is full, this fails,
   * and not some later access.
   */
  static SharedMemory create(long bytes) throws IOException {
    return create(SharedFolder.createFile(".memory"), bytes);
  }

  /** The file exists; it is deleted if this fails. */
  static SharedMemory create(Path file, long bytes) throws IOException {
    try {
      fill(file, bytes);
      SharedMemory memory = map(file, true);
      MAPPED.put(file, memory);
      return memory;
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  private static void fill(Path file, long bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer zeros = ByteBuffer.allocateDirect(ZEROS);
      for (long left = bytes; left > 0; left -= zeros.position()) {
        zeros.clear().limit((int) Math.min(left, ZEROS));
        while (zeros.hasRemaining()) {
          channel.write(zeros);
        }
      }
    } catch (IOException full) {
      throw new IOException(
          "shared memory of "
              + bytes
              + " bytes needs as much room in "
              + file.getParent()
              + ", and there is less: "
              + full.getMessage()
              + "; close what is not needed any more, or make that file system larger",
          full);
    }
  }

  /** Memory that another process has created. */
  static synchronized SharedMemory open(Path file) throws IOException {
    SharedMemory present = MAPPED.get(file);
    if (present == null) {
      present = map(file, false);
      MAPPED.put(file, present);
    }
    return present;
  }

  private static SharedMemory map(Path file, boolean created) throws IOException {
    Arena arena = Arena.ofShared();
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      MemorySegment segment = channel.map(FileChannel.MapMode.READ_WRITE, 0, channel.size(), arena);
      return new SharedMemory(file, arena, segment, created);
    } catch (IOException | RuntimeException e) {
      arena.close();
      throw e;
    }
  }

  /** Gives the memory back here; processes that have it mapped keep it, also without the file. */
  void close() throws IOException {
    if (MAPPED.remove(file, this)) {
      arena.close();
      if (created) {
        Files.deleteIfExists(file);
      }
    }
  }
}
