package asyncio.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Old caches go, and nothing else does. */
class CacheFolderTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir private Path path;

  private CacheFolder folder() {
    return new CacheFolder(path, InstantSource.fixed(NOW));
  }

  private Path file(String name, Duration age) throws IOException {
    Path file = Files.createFile(path.resolve(name));
    return Files.setLastModifiedTime(file, FileTime.from(NOW.minus(age)));
  }

  private List<Path> cachesFromNewToOld(int count) throws IOException {
    List<Path> caches = new ArrayList<>();
    for (int days = 1; days <= count; days++) {
      caches.add(file("worker-" + days + ".aot", Duration.ofDays(days)));
    }
    return caches;
  }

  @Test
  void theLongestUnusedAreDeleted() throws IOException {
    List<Path> caches = cachesFromNewToOld(CacheFolder.CAPACITY + 2);
    folder().purge();
    assertThat(path.toFile().listFiles())
        .extracting(File::toPath)
        .containsExactlyInAnyOrderElementsOf(caches.subList(0, CacheFolder.CAPACITY));
  }

  @Test
  void whatWasUsedLatelyStays() throws IOException {
    List<Path> caches = cachesFromNewToOld(CacheFolder.CAPACITY + 1);
    folder().touch(caches.getLast());
    folder().purge();
    assertThat(caches.getLast()).exists();
    assertThat(caches.get(CacheFolder.CAPACITY - 1)).doesNotExist();
  }

  @Test
  void whatNobodyWillFinishIsDeleted() throws IOException {
    Path abandoned = file("worker-1.unfinished", Duration.ofHours(2));
    Path underWay = file("worker-2.unfinished", Duration.ofMinutes(1));
    Path foreign = file("notes.txt", Duration.ofDays(1_000));
    folder().purge();
    assertThat(abandoned).doesNotExist();
    assertThat(underWay).exists();
    assertThat(foreign).exists();
  }
}
