package asyncio.pool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * What makes workers start fast: an ahead-of-time cache of the JVM (JEP 514) with the classes of a
 * typical worker, linked and in part compiled. It is good for one JDK and one jar of the library,
 * whatever else is on the class path. Any thread, any number of processes.
 *
 * <p>The first pool that ends after some work makes it, in one or two seconds, by a worker that the
 * JVM watches. Where there is none, or it cannot be made, workers start slower.
 */
record StartCache(CacheFolder folder, Path file) {

  private static final int MAKING_SECONDS = 60;

  /** The one for this JDK and library. */
  static StartCache ofThisJvm() {
    Path library = WorkerCommand.library();
    String key =
        System.getProperty("java.home")
            + System.getProperty("java.vm.version")
            + library
            + library.toFile().length()
            + library.toFile().lastModified();
    CacheFolder folder = CacheFolder.ofUser();
    return new StartCache(folder, folder.file(key));
  }

  /** The options of a JVM that uses it, if it is there and the user's own options allow it. */
  List<String> options(ProcessPoolOptions pool) {
    if (!pool.jvmOptions().isEmpty() || file.toFile().length() == 0) {
      return List.of();
    }
    folder.touch(file);
    return List.of("-XX:AOTCache=" + file, "-Xlog:aot*=off,cds*=off");
  }

  /** Makes it, unless somebody has tried before. Blocks until that is done. */
  void makeOnce(WorkerFactory factory) {
    if (Files.exists(file) || !Files.isRegularFile(WorkerCommand.library())) {
      return; // the JVM caches classes of jars only
    }
    try {
      Path unfinished = folder.createUnfinished();
      try {
        factory.train(unfinished, MAKING_SECONDS);
        // Empty if that has failed; it would fail again.
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        folder.purge();
      } finally {
        Files.deleteIfExists(unfinished);
      }
    } catch (IOException | BrokenWorkerException notPossible) {
      return; // a folder that cannot be written to, a full disk
    }
  }
}
