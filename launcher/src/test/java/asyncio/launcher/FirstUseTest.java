package asyncio.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import asyncio.launcher.Installation.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is built when. Maven and the JDK are stand-ins that note each call in a file. */
class FirstUseTest {

  @TempDir private Path folder;
  private Installation installation;
  private Path source;

  @BeforeEach
  void install() throws IOException {
    installation = new Installation(folder);
    source = installation.write("core/src/main/java/asyncio/Asyncio.java", "");
    installation.write("launcher/src/main/java/asyncio/launcher/Launcher.java", "");
    installation.write("P.java", "");
    installation.script(
        "bin/mvn",
        """
        echo build >>calls
        if [ -e broken ]; then echo '[ERROR] P.java:1: no such method'; exit 1; fi
        while [ -e slow ]; do sleep 0.01; done
        mkdir -p core/target/quick launcher/target/quick
        : >core/target/quick/asyncio-VERSION.jar
        : >launcher/target/quick/asyncio-launcher-VERSION.jar
        """
            .replace("VERSION", Installation.version()));
    installation.script(
        "jdk/bin/java",
        """
        for argument; do
          case $argument in
            -XX:AOTCacheOutput=*) echo train >>calls; : >"${argument#*=}"; exit ;;
            -XX:AOTCache=*) echo run fast >>calls; exit ;;
          esac
        done
        echo run slow >>calls
        """);
    installation.script("jdk/bin/javac", "exit 1");
    installation.write("jdk/release", "JAVA_VERSION=\"25.0.1\"\n");
    installation.setEnvironment("JAVA_HOME", folder.resolve("jdk").toString());
  }

  @AfterEach
  void close() {
    installation.close();
  }

  /** Runs the program and tells what was called for it. */
  private List<String> calls() throws Exception {
    Files.deleteIfExists(folder.resolve("calls"));
    assertThat(installation.run("P.java").status()).isZero();
    return Files.readAllLines(folder.resolve("calls"));
  }

  private static void makeOlder(Path file, Duration age) throws IOException {
    Files.setLastModifiedTime(
        file, FileTime.from(Files.getLastModifiedTime(file).toInstant().minus(age)));
  }

  @Test
  void firstUseBuildsAndSaysSo() throws Exception {
    Ended ended = installation.run("P.java");
    assertThat(ended.status()).isZero();
    assertThat(ended.err())
        .matches(
            """
            asyncio: building the library \\(first use, or it has changed\\) ...
            asyncio: building the library .*: done in \\d+ s
            asyncio: preparing fast starts ...
            asyncio: preparing fast starts: done in \\d+ s\
            """);
  }

  @Test
  void laterUsesOnlyRun() throws Exception {
    assertThat(calls()).containsExactly("build", "train", "run fast");
    assertThat(calls()).containsExactly("run fast");
  }

  @Test
  void editedSourceIsBuilt() throws Exception {
    calls();
    makeOlder(library(), Duration.ofHours(2));
    makeOlder(source, Duration.ofHours(1));
    assertThat(calls()).containsExactly("build", "train", "run fast");
    assertThat(calls()).containsExactly("run fast");
  }

  @Test
  void removedSourceIsNoticed() throws Exception {
    Path extra = installation.write("core/src/main/java/asyncio/Extra.java", "");
    calls();
    for (Path old : List.of(library(), source, source.getParent(), extra)) {
      makeOlder(old, Duration.ofHours(2));
    }
    Files.delete(extra);
    assertThat(calls()).startsWith("build");
  }

  @Test
  void fullBuildIsUsed() throws Exception {
    for (String jar : List.of("core/target/asyncio", "launcher/target/asyncio-launcher")) {
      installation.write(jar + "-" + Installation.version() + ".jar", "");
    }
    assertThat(calls()).containsExactly("train", "run fast");
  }

  @Test
  void newJdkNeedsNewTraining() throws Exception {
    calls();
    installation.write("jdk/release", "JAVA_VERSION=\"25.0.2\"\n");
    assertThat(calls()).containsExactly("train", "run fast");
  }

  @Test
  void failedBuildShowsTheErrorsAndWhereTheRestIs() throws Exception {
    installation.write("broken", "");
    Ended ended = installation.run("P.java");
    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.err())
        .contains("[ERROR] P.java:1: no such method")
        .endsWith("; the whole story is in " + folder + "/target/launcher/build.log");

    Files.delete(folder.resolve("broken"));
    assertThat(calls()).containsExactly("build", "train", "run fast");
  }

  @Test
  void failedTrainingIsNotRepeated() throws Exception {
    installation.script(
        "jdk/bin/java",
        """
        case " $* " in *AOTCacheOutput*) echo train >>calls; exit 1 ;; esac
        echo run slow >>calls
        """);
    assertThat(calls()).containsExactly("build", "train", "run slow");
    assertThat(calls()).containsExactly("run slow");
  }

  @Test
  void twoAtOnceBuildOnce() throws Exception {
    installation.write("slow", "");
    Process first = installation.start("P.java");
    assertThat(first.errorReader().readLine()).contains("building the library");
    Process second = installation.start("P.java");
    assertThat(second.errorReader().readLine()).contains("waiting for another ./asyncio");
    Files.delete(folder.resolve("slow"));
    assertThat(installation.end(first).status()).isZero();
    assertThat(installation.end(second).status()).isZero();
    assertThat(Files.readAllLines(folder.resolve("calls")))
        .containsExactlyInAnyOrder("build", "train", "run fast", "run fast");
  }

  @Test
  void lockOfKilledProcessIsTaken() throws Exception {
    Files.createDirectories(folder.resolve("target/launcher"));
    Files.createSymbolicLink(folder.resolve("target/launcher/lock"), Path.of("999999999"));
    assertThat(calls()).containsExactly("build", "train", "run fast");
  }

  @Test
  void interruptedBuildLeavesNothingBehind() throws Exception {
    installation.write("slow", "");
    Process process = installation.start("P.java");
    assertThat(process.errorReader().readLine()).contains("building the library");
    Signals.interrupt(process);
    assertThat(installation.end(process).status()).isEqualTo(130);
    Files.delete(folder.resolve("slow"));
    assertThat(calls()).containsExactly("build", "train", "run fast");
  }

  private Path library() throws IOException {
    return folder.resolve("core/target/quick/asyncio-" + Installation.version() + ".jar");
  }
}
