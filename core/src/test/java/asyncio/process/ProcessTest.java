package asyncio.process;

import static asyncio.Asyncio.createSubprocessExec;
import static asyncio.Asyncio.createSubprocessShell;
import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.gather;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.timeout;
import static asyncio.Asyncio.toThread;
import static asyncio.support.Eventually.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.stream.LimitOverrunError;
import asyncio.stream.StreamWriter;
import asyncio.support.FastEngineOnly;
import asyncio.support.LogRecords;
import asyncio.support.NoLeaks;
import asyncio.support.PortableEngineOnly;
import asyncio.sync.Semaphore;
import asyncio.task.CancelledError;
import asyncio.task.Task;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(NoLeaks.class)
class ProcessTest {

  private static final ProcessOptions OUTPUT = ProcessOptions.DEFAULT.withStdout(Stdio.PIPE);
  private static final ProcessOptions BOTH = OUTPUT.withStdin(Stdio.PIPE);

  @TempDir private Path folder;

  private static String text(byte[] bytes) {
    return new String(bytes, UTF_8).strip();
  }

  private static boolean isAlive(long pid) {
    return ProcessHandle.of(pid)
        .map(handle -> handle.isAlive() && handle.info().command().isPresent())
        .orElse(false);
  }

  // ---- input and output

  @Test
  void communicateNeedsNoPipes() {
    run(
        () -> {
          Process process = createSubprocessExec("true");
          ProcessOutput output = process.communicate();
          assertThat(output.stdout()).isNull();
          assertThat(output.stderr()).isNull();
          assertThat(process.returncode()).isZero();
        });
  }

  @Test
  void communicateRefusesInputWithoutAPipe() {
    run(
        () -> {
          try (Process process = createSubprocessExec("true")) {
            assertThatThrownBy(() -> process.communicate(new byte[5]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("5 bytes");
          }
        });
  }

  @Test
  void inputThatIsNotWantedIsNoFailureOfCommunicate() {
    run(
        () -> {
          Process process = createSubprocessExec(BOTH, "true");
          assertThat(process.communicate(new byte[1 << 20]).stdout()).isEmpty();
        });
  }

  /** Neither the end of the outputs nor that there are none says that it has had enough. */
  @ParameterizedTest
  @ValueSource(strings = {"exec cat >\"$0\"", "exec >&- 2>&-; exec cat >\"$0\""})
  void inputIsFedUntilTheProcessExits(String script, @TempDir Path folder) {
    Path copy = folder.resolve("copy");
    List<String> command = List.of("sh", "-c", script, copy.toString());
    ProcessOptions options =
        script.contains("2>&-") ? BOTH : ProcessOptions.DEFAULT.withStdin(Stdio.PIPE);
    run(
        () -> {
          Process process = createSubprocessExec(options, command.toArray(String[]::new));
          timeout(seconds(30), () -> process.communicate(new byte[8 << 20]));
          assertThat(toThread(() -> Files.size(copy))).isEqualTo(8 << 20);
        });
  }

  @Test
  void writingToAProcessThatHasClosedItsInputFails() {
    run(
        () -> {
          try (Process process =
              createSubprocessShell(BOTH, "exec <&-; echo closed; exec sleep 30")) {
            assertThat(text(process.stdout().readLine())).isEqualTo("closed");
            assertThatThrownBy(
                    () -> {
                      StreamWriter stdin = process.stdin();
                      while (!stdin.isClosing()) {
                        stdin.send(new byte[100_000]);
                      }
                      stdin.drain();
                    })
                .isInstanceOf(IOException.class);
          }
        });
  }

  @Test
  void writingToAProcessThatHasEndedFails() {
    run(
        () -> {
          Process process = createSubprocessExec(BOTH, "true");
          process.await();
          assertThatThrownBy(() -> process.stdin().send(new byte[1]))
              .isInstanceOf(IOException.class)
              .hasMessageContaining("stdin of process " + process.pid());
        });
  }

  @Test
  void whatHasNoPipeCannotBeReadOrWritten() {
    run(
        () -> {
          try (Process process = createSubprocessExec("true")) {
            assertThatThrownBy(process::stdin).hasMessageContaining("withStdin(Stdio.PIPE)");
            assertThatThrownBy(process::stdout).hasMessageContaining("withStdout(Stdio.PIPE)");
            assertThatThrownBy(process::stderr).hasMessageContaining("withStderr(Stdio.PIPE)");
          }
        });
  }

  @Test
  void aLineOverTheLimitIsRefused() {
    run(
        () -> {
          try (Process process = createSubprocessExec(OUTPUT.withLimit(5), "echo", "too long")) {
            assertThatThrownBy(() -> process.stdout().readLine())
                .isInstanceOf(LimitOverrunError.class);
          }
        });
  }

  @Test
  void outputCanBeReadAfterTheEnd() {
    run(
        () -> {
          Process process = createSubprocessExec(OUTPUT, "echo", "still there");
          process.await();
          assertThat(text(process.stdout().read())).isEqualTo("still there");
        });
  }

  @Test
  void outputOfWhatItHasStartedComesAfterItsEnd() throws IOException {
    Path go = folder.resolve("go");
    String child = "(while [ ! -e " + go + " ]; do sleep 0.01; done; echo late) & ";
    run(
        () -> {
          Process process = createSubprocessShell(BOTH, child + "echo early; read line; exit 0");
          assertThat(text(process.stdout().readLine())).isEqualTo("early");
          process.stdin().close();
          assertThat(process.await()).isZero(); // and does not wait for the pipe
          Files.createFile(go);
          assertThat(text(process.stdout().read())).isEqualTo("late");
        });
  }

  @Test
  void aReaderThatPausesMakesTheProcessWait() {
    run(
        () -> {
          try (Process process =
              createSubprocessExec(OUTPUT, "head", "-c", "1000000", "/dev/zero")) {
            process.stdout().read(1);
            assertThat(process.returncode()).isNull();
            assertThat(process.stdout().read()).hasSize(999_999);
            assertThat(process.await()).isZero();
          }
        });
  }

  @Test
  void whatFillsThePipesArrivesAsItWasSent() {
    byte[] sent = new byte[5_000_000];
    new Random(1).nextBytes(sent);
    run(
        () -> {
          try (Process process = createSubprocessExec(BOTH, "cat")) {
            Task<?> feeding =
                createTask(
                    () -> {
                      process.stdin().send(sent);
                      process.stdin().close();
                    });
            assertThat(process.stdout().read()).isEqualTo(sent);
            feeding.await();
          }
        });
  }

  @Test
  void aProcessThatNeverStopsWritingLeavesTheLoopToOthers() {
    run(
        () -> {
          try (Process process = createSubprocessExec(OUTPUT, "yes")) {
            Task<?> other =
                createTask(
                    () -> {
                      for (int turn = 0; turn < 1_000; turn++) {
                        sleep(Duration.ZERO);
                      }
                    });
            while (!other.done()) {
              assertThat(process.stdout().read(1 << 20)).isNotEmpty();
            }
          }
        });
  }

  @Test
  void aCancelledReadLosesNothing() {
    run(
        () -> {
          try (Process process = createSubprocessExec(BOTH, "cat")) {
            Task<byte[]> reading = createTask(() -> process.stdout().readLine());
            sleep(Duration.ZERO);
            reading.cancel();
            assertThatThrownBy(reading::await).isInstanceOf(CancelledError.class);
            process.stdin().send("line\n", UTF_8);
            assertThat(text(process.stdout().readLine())).isEqualTo("line");
          }
        });
  }

  @Test
  void filesAreReadAndWritten() throws IOException {
    Path in = Files.writeString(folder.resolve("in"), "from a file");
    Path out = folder.resolve("out");
    run(
        () -> {
          ProcessOptions options =
              ProcessOptions.DEFAULT.withStdin(Stdio.file(in)).withStdout(Stdio.file(out));
          createSubprocessExec(options, "cat").await();
          ProcessOptions appending = ProcessOptions.DEFAULT.withStdout(Stdio.appendTo(out));
          createSubprocessExec(appending, "echo", " and more").await();
        });
    assertThat(out).hasContent("from a file and more\n");
  }

  @Test
  void theNullDeviceIsEmpty() {
    run(
        () -> {
          Process process = createSubprocessExec(OUTPUT.withStdin(Stdio.DEVNULL), "cat");
          assertThat(process.communicate().stdout()).isEmpty();
        });
  }

  @Test
  void theEnvironmentIsReplaced() {
    run(
        () -> {
          ProcessOptions options = OUTPUT.withEnvironment(Map.of("A", "1"));
          Process process = createSubprocessExec(options, "/usr/bin/env");
          assertThat(text(process.communicate().stdout()).lines())
              .contains("A=1")
              .doesNotContain("HOME=" + System.getenv("HOME"));
        });
  }

  // ---- what cannot be started

  @Test
  void aMissingProgramIsNamed() {
    run(
        () ->
            assertThatThrownBy(() -> createSubprocessExec(BOTH, "no-such-program"))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("no-such-program"));
  }

  @Test
  void aFileThatMayNotBeExecutedIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("data"), "no program");
    run(
        () ->
            assertThatThrownBy(() -> createSubprocessExec(file.toString()))
                .isInstanceOf(AccessDeniedException.class)
                .hasMessageContaining(file.toString()));
  }

  @Test
  void aMissingFolderIsNamed() throws IOException {
    Path missing = folder.resolve("missing");
    Path file = Files.createFile(folder.resolve("file"));
    run(
        () -> {
          assertThatThrownBy(
                  () -> createSubprocessExec(ProcessOptions.DEFAULT.withDirectory(missing), "true"))
              .isInstanceOf(NoSuchFileException.class)
              .hasMessageContaining("working folder");
          assertThatThrownBy(
                  () -> createSubprocessExec(ProcessOptions.DEFAULT.withDirectory(file), "true"))
              .isInstanceOf(NotDirectoryException.class);
        });
  }

  @Test
  void optionsAreChecked() {
    assertThatThrownBy(() -> ProcessOptions.DEFAULT.withStdin(Stdio.STDOUT))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ProcessOptions.DEFAULT.withStdout(Stdio.STDOUT))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ProcessOptions.DEFAULT.withLimit(0))
        .isInstanceOf(IllegalArgumentException.class);
    run(
        () ->
            assertThatThrownBy(() -> createSubprocessExec())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("needs a program"));
  }

  // ---- the end

  @Test
  void anExitCodeOver159IsOne() {
    run(() -> assertThat(createSubprocessShell("exit 255").await()).isEqualTo(255));
  }

  @Test
  @FastEngineOnly // which goes with native access
  void anExitCodeIsNeverTakenForASignal() {
    run(() -> assertThat(createSubprocessShell("exit 130").await()).isEqualTo(130));
  }

  @Test
  @PortableEngineOnly // which goes without native access
  void anExitCodeBetween129And159IsTakenForASignal() {
    run(() -> assertThat(createSubprocessShell("exit 130").await()).isEqualTo(-2));
  }

  @Test
  void aCommandWithTheCharacterNulIsRefused() {
    run(
        () ->
            assertThatThrownBy(() -> createSubprocessExec("echo", "a\0b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NUL"));
  }

  @Test
  void theDeadCannotBeSignalled() {
    run(
        () -> {
          Process process = createSubprocessExec("true");
          process.await();
          assertThatThrownBy(process::terminate).isInstanceOf(ProcessLookupError.class);
          assertThatThrownBy(() -> process.sendSignal("INT"))
              .isInstanceOf(ProcessLookupError.class)
              .hasMessageContaining("return code 0");
        });
  }

  @Test
  void anUnknownSignalIsRefused() {
    run(
        () -> {
          try (Process process = createSubprocessExec("sleep", "30")) {
            assertThatThrownBy(() -> process.sendSignal("NOSUCH"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NOSUCH");
          }
        });
  }

  @Test
  void stopAsksFirst() {
    run(
        () -> {
          Process process =
              createSubprocessShell(
                  OUTPUT, "trap 'echo bye; exit 3' TERM; echo up; while true; do sleep 0.01; done");
          process.stdout().readLine();
          assertThat(process.stop(seconds(30))).isEqualTo(3);
          assertThat(text(process.stdout().read())).isEqualTo("bye");
          assertThat(process.stop(seconds(30))).isEqualTo(3); // nothing to do any more
        });
  }

  @Test
  void stopKillsWhoDoesNotListen() {
    run(
        () -> {
          Process process =
              createSubprocessShell(
                  OUTPUT, "trap '' TERM; echo up; while true; do sleep 0.01; done");
          process.stdout().readLine();
          assertThat(process.stop(Duration.ofMillis(50))).isEqualTo(-9);
        });
  }

  @Test
  void stopReachesDescendants() {
    run(
        () -> {
          Process process =
              createSubprocessShell(
                  OUTPUT, "sh -c 'trap \"\" TERM; echo $$; sleep 30; sleep 30'; :");
          long grandchild = Long.parseLong(text(process.stdout().readLine()));
          process.stop(Duration.ofMillis(50));
          toThread(() -> eventually("the grandchild is dead", () -> !isAlive(grandchild)));
        });
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void stopReachesTheGroupOfItsLeader() {
    String leavesAnOrphan = "echo $(sh -c 'sleep 1000 >/dev/null & echo $!'); sleep 1000";
    run(
        () -> {
          Process process = createSubprocessExec(OUTPUT, "setsid", "sh", "-c", leavesAnOrphan);
          long orphan = Long.parseLong(text(process.stdout().readLine()));
          process.stop(seconds(30));
          toThread(() -> eventually("the orphan is dead", () -> !isAlive(orphan)));
        });
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void stopLeavesTheGroupOfThisProgramAlone() {
    run(
        () -> {
          try (Process other = createSubprocessExec("sleep", "1000")) {
            createSubprocessExec("sleep", "1000").stop(seconds(30));
            assertThat(toThread(() -> isAlive(other.pid()))).isTrue();
          }
        });
  }

  @Test
  void closingStopsIt() {
    run(
        () -> {
          Process left;
          try (Process process = createSubprocessExec(BOTH, "cat")) {
            left = process;
          }
          assertThat(left.returncode()).isEqualTo(-15);
          assertThatThrownBy(() -> left.stdin().send(new byte[1])).isInstanceOf(IOException.class);
        });
  }

  @Test
  void aLoopThatClosesKillsWhatStillRuns() {
    long[] pid = new long[1];
    try (LogRecords log = LogRecords.capture()) {
      run(() -> pid[0] = createSubprocessExec(BOTH, "cat").pid());
      assertThat(log.contains("killing process " + pid[0])).isTrue();
    }
    eventually("it is dead", () -> !isAlive(pid[0]));
  }

  @Test
  void aCancelledCommunicateLeavesNothing() {
    run(
        () -> {
          Process process = createSubprocessShell(BOTH, "sleep 30; sleep 30");
          Task<ProcessOutput> task = createTask(() -> process.communicate(new byte[1 << 20]));
          sleep(Duration.ZERO);
          task.cancel();
          assertThatThrownBy(task::await).isInstanceOf(CancelledError.class);
          assertThat(process.returncode()).isEqualTo(-9);
        });
  }

  @Test
  void aCancelledStartLeavesNothing() {
    run(
        () -> {
          ProcessOptions withFile = OUTPUT.withStdin(Stdio.file(Path.of("/dev/null"))); // slow
          Task<Process> starting =
              createTask(() -> createSubprocessExec(withFile, "sleep", "33333"));
          sleep(Duration.ZERO);
          starting.cancel();
          assertThatThrownBy(starting::await).isInstanceOf(CancelledError.class);
          toThread(
              () ->
                  eventually(
                      "no child is left",
                      () -> ProcessHandle.current().children().noneMatch(ProcessTest::sleeps)));
        });
  }

  private static boolean sleeps(ProcessHandle child) {
    return child
        .info()
        .arguments()
        .map(Stream::of)
        .orElse(Stream.empty())
        .anyMatch("33333"::equals);
  }

  // ---- many

  @Test
  void manyAtOnceUnderASemaphore() {
    Semaphore limit = new Semaphore(50);
    run(
        () -> {
          var ends =
              gather(
                  Collections.nCopies(
                      500,
                      () -> {
                        limit.acquire();
                        try {
                          return text(
                              createSubprocessExec(BOTH, "cat")
                                  .communicate("x".getBytes(UTF_8))
                                  .stdout());
                        } finally {
                          limit.release();
                        }
                      }));
          assertThat(ends).hasSize(500).containsOnly("x");
        });
  }

  @Test
  void manyInARowLeaveNothingBehind() {
    run(
        () -> {
          createSubprocessExec(BOTH, "true").communicate();
          long descriptors = toThread(ProcessTest::descriptors);
          for (int i = 0; i < 1_000; i++) {
            createSubprocessExec(BOTH, "true").communicate();
          }
          toThread(() -> eventually("all are closed", () -> descriptors() <= descriptors));
          assertThat(toThread(() -> ProcessHandle.current().children().count())).isZero();
        });
  }

  private static long descriptors() {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
