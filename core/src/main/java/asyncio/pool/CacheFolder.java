package asyncio.pool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The folder with a user's {@link StartCache}s: one for each JDK and each version of the library,
 * some 15 MB each, so those that were not used for the longest time have to go. Any thread, any
 * number of processes.
 */
record CacheFolder(Path path, InstantSource clock) {

  /** How many caches stay. */
  static final int CAPACITY = 8;

  private static final String CACHE = "worker-*.aot";
  private static final String UNFINISHED = "worker-*.unfinished";

  /** Whoever was making it was killed. */
  private static final Duration UNFINISHED_LIMIT = Duration.ofHours(1);

  /**
   * In {@code asyncio} below {@code XDG_CACHE_HOME}, else below {@code .cache} of the user's home.
   */
  static CacheFolder ofUser() {
    String caches = System.getenv("XDG_CACHE_HOME");
    Path parent =
        caches == null || caches.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(caches);
    return new CacheFolder(parent.resolve("asyncio"), InstantSource.system());
  }

  /** Where the cache for a key is, or belongs. */
  Path file(String key) {
    return path.resolve("worker-" + Integer.toHexString(key.hashCode()) + ".aot");
  }

  /** A new file for a cache that is being made. */
  Path createUnfinished() throws IOException {
    Files.createDirectories(path);
    return Files.createTempFile(path, "worker-", ".unfinished");
  }

  /** Remembers that a cache is in use. */
  void touch(Path file) {
    boolean _ = file.toFile().setLastModified(clock.millis()); // of use only if it works
  }

  /** Deletes what is too much, and what nobody will finish. A JVM that has opened one keeps it. */
  void purge() throws IOException {
    List<Path> caches = list(CACHE);
    caches.sort(Comparator.comparing(CacheFolder::lastUse).reversed());
    for (Path unused : caches.subList(Math.min(CAPACITY, caches.size()), caches.size())) {
      Files.deleteIfExists(unused);
    }
    Instant limit = clock.instant().minus(UNFINISHED_LIMIT);
    for (Path unfinished : list(UNFINISHED)) {
      if (lastUse(unfinished).isBefore(limit)) {
        Files.deleteIfExists(unfinished);
      }
    }
  }

  private List<Path> list(String pattern) throws IOException {
    try (var files = Files.newDirectoryStream(path, pattern)) {
      List<Path> found = new ArrayList<>();
      files.forEach(found::add);
      return found;
    }
  }

  private static Instant lastUse(Path file) {
    return Instant.ofEpochMilli(file.toFile().lastModified());
  }
}
