package asyncio.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import asyncio.launcher.Installation.Ended;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The example with which a user begins, on real files. */
@ExtendWith(SharedInstallation.class)
class FileHashesTest {

  private static final String PROGRAM =
      Installation.PROJECT.resolve("examples/src/main/java/start/FileHashes.java").toString();

  private final Installation installation;

  @TempDir private Path files;

  FileHashesTest(Installation installation) {
    this.installation = installation;
  }

  private Process start(Path directory) throws IOException {
    return installation.start(
        "--engine", System.getProperty("asyncio.engine"), PROGRAM, directory.toString());
  }

  private String line(String name, String content) throws Exception {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
    return HexFormat.of().formatHex(hash) + "  " + files.resolve(name);
  }

  @Test
  @SameOnBothEngines
  void hashesEveryRegularFileBelowAndNoLink() throws Exception {
    Files.createDirectories(files.resolve("a/b"));
    Files.writeString(files.resolve("empty"), "");
    Files.writeString(files.resolve("a/ä ö"), "one");
    Files.writeString(files.resolve("a/b/two"), "two");
    Files.createSymbolicLink(files.resolve("a/b/up"), files);
    Files.createSymbolicLink(files.resolve("again"), files.resolve("empty"));

    Ended ended = installation.end(start(files));

    assertThat(ended.status()).isZero();
    assertThat(ended.out().lines())
        .containsExactlyInAnyOrder(line("empty", ""), line("a/ä ö", "one"), line("a/b/two", "two"));
    assertThat(ended.err()).contains("0.0 MB in 3 files, 0 unreadable, ");
  }

  @Test
  void everyFileOnceWhenThereAreMoreThanWorkers() throws Exception {
    for (int i = 0; i < 100; i++) {
      Files.writeString(files.resolve("file" + i), "content" + i);
    }
    assertThat(installation.end(start(files)).out().lines())
        .hasSize(100)
        .doesNotHaveDuplicates()
        .contains(line("file0", "content0"), line("file99", "content99"));
  }

  @Test
  @SameOnBothEngines
  void missingFolderIsRefused() throws Exception {
    Path missing = files.resolve("missing");
    assertThat(installation.end(start(missing)))
        .isEqualTo(new Ended(2, "", missing + " does not exist"));
  }

  @Test
  @SameOnBothEngines
  void fileInsteadOfFolderIsRefused() throws Exception {
    Path file = Files.writeString(files.resolve("file"), "");
    assertThat(installation.end(start(file)))
        .isEqualTo(new Ended(2, "", file + " is not a directory"));
  }

  @Test
  @SameOnBothEngines
  void folderMustBeGiven() throws Exception {
    assertThat(installation.run(PROGRAM))
        .isEqualTo(new Ended(2, "", "usage: ./asyncio FileHashes.java DIRECTORY"));
  }

  @Test
  @SameOnBothEngines
  void unreadableFileIsReportedAndTheOthersAreHashed() throws Exception {
    Path secret = Files.writeString(files.resolve("secret"), "secret");
    Files.setPosixFilePermissions(secret, Set.of());
    assumeFalse(Files.isReadable(secret), "the administrator may read everything");
    Files.writeString(files.resolve("open"), "open");

    Ended ended = installation.end(start(files));

    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.out()).isEqualTo(line("open", "open"));
    assertThat(ended.err()).contains(secret + ": permission denied", "1 files, 1 unreadable");
  }

  @Test
  void interruptTellsHowFarItGot() throws Exception {
    Files.writeString(files.resolve("small"), "small");
    try (var endless = new RandomAccessFile(files.resolve("endless").toFile(), "rw")) {
      endless.setLength(1L << 40); // of holes: it takes no space, but hours to hash
    }
    Process process = start(files);
    assertThat(process.inputReader().readLine()).isEqualTo(line("small", "small"));

    Signals.interrupt(process);

    Ended ended = installation.end(process);
    assertThat(ended.status()).isEqualTo(130);
    assertThat(ended.err()).contains("interrupted after 1 of 2 files, ");
  }
}
