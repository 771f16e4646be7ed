package asyncio.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import asyncio.launcher.Installation.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Programs whose code runs in worker processes as well. */
@ExtendWith(SharedInstallation.class)
class WorkersTest {

  private final Installation installation;

  @TempDir private Path caches;

  WorkersTest(Installation installation) throws IOException {
    this.installation = installation;
    installation.write("Workers.java", Files.readString(Path.of("src/test/programs/Workers.java")));
  }

  private Ended runProgram() throws Exception {
    installation.setEnvironment("XDG_CACHE_HOME", caches.toString());
    try {
      return installation.run("--engine", System.getProperty("asyncio.engine"), "Workers.java");
    } finally {
      installation.setEnvironment("XDG_CACHE_HOME", null);
    }
  }

  private List<Path> cacheFiles() throws IOException {
    try (Stream<Path> files = Files.list(caches.resolve("asyncio"))) {
      return files.toList();
    }
  }

  @Test
  void workersFetchTheProgramAndTheFirstPoolMakesTheirCache() throws Exception {
    Ended expected = new Ended(0, "Words[first=hello, second=world]\nprinted by a worker: ä", "");
    assertThat(runProgram()).isEqualTo(expected);

    assertThat(cacheFiles()).singleElement().matches(file -> file.toString().endsWith(".aot"));
    Path cache = cacheFiles().getFirst();
    assertThat(Files.size(cache)).as("the JVM wrote it").isPositive();
    Object made = Installation.identity(cache);

    assertThat(runProgram()).isEqualTo(expected);
    assertThat(cacheFiles()).containsExactly(cache);
    assertThat(Installation.identity(cache)).isEqualTo(made);
  }

  @Test
  void aCacheFolderThatCannotBeMadeDoesNotMatter() throws Exception {
    Files.writeString(caches.resolve("asyncio"), "a file, no folder");
    assertThat(runProgram().status()).isZero();
  }
}
