package asyncio.loop;

import static asyncio.Asyncio.createFuture;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.toThread;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.support.ChildJvm;
import asyncio.support.Kill;
import asyncio.task.CancelledError;
import asyncio.task.EventLoop;
import asyncio.task.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Signals of the operating system, sent for real. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no signals to send")
class SignalHandlerTest {

  private static void kill(String signal) {
    toThread(() -> Kill.self(signal));
  }

  @Test
  void aHandlerRunsInTheLoop() {
    run(
        () -> {
          EventLoop loop = getRunningLoop();
          Future<Boolean> came = createFuture();
          loop.addSignalHandler("USR1", () -> came.setResult(getRunningLoop() == loop));
          kill("USR1");
          assertThat(came.await()).isTrue();
        });
  }

  @Test
  void theLastHandlerCounts() {
    run(
        () -> {
          EventLoop loop = getRunningLoop();
          List<String> calls = new ArrayList<>();
          Future<Boolean> came = createFuture();
          loop.addSignalHandler("SIGUSR1", () -> calls.add("first"));
          loop.addSignalHandler(
              "usr1",
              () -> {
                calls.add("second");
                came.setResult(true);
              });
          kill("USR1");
          came.await();
          assertThat(calls).containsExactly("second");
        });
  }

  @Test
  void removingGivesTheSignalBackToTheLoopBefore() {
    run(
        () -> {
          EventLoop loop = getRunningLoop();
          Future<Boolean> came = createFuture();
          loop.addSignalHandler("USR1", () -> came.setResult(true));
          toThread(
              () ->
                  run(
                      () -> {
                        EventLoop other = getRunningLoop();
                        other.addSignalHandler("USR1", () -> came.setResult(false));
                        other.addSignalHandler("USR1", () -> came.setResult(false));
                        assertThat(other.removeSignalHandler("USR1")).isTrue();
                        assertThat(other.removeSignalHandler("USR1")).isFalse();
                      }));
          kill("USR1");
          assertThat(came.await()).isTrue();
        });
  }

  @Test
  void closingTheLoopRemovesItsHandlers() {
    AtomicInteger calls = new AtomicInteger();
    run(
        () -> {
          Future<Boolean> came = createFuture();
          getRunningLoop().addSignalHandler("USR1", () -> came.setResult(true));
          toThread(
              () -> run(() -> getRunningLoop().addSignalHandler("USR1", calls::incrementAndGet)));
          kill("USR1");
          came.await();
        });
    assertThat(calls).hasValue(0);
  }

  @Test
  void badSignals() {
    run(
        () -> {
          EventLoop loop = getRunningLoop();
          assertThatThrownBy(() -> loop.addSignalHandler("NONSENSE", () -> {}))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageContaining("this system has no signal NONSENSE; use a name such as TERM");
          assertThatThrownBy(() -> loop.addSignalHandler("KILL", () -> {}))
              .isInstanceOf(UnsupportedOperationException.class)
              .hasMessageContaining("the signal KILL cannot be handled");
          assertThat(loop.removeSignalHandler("KILL")).isFalse();
        });
  }

  /** Waits for SIGTERM in {@code main}, and cleans up. */
  static final class TerminatedProgram {

    private TerminatedProgram() {}

    public static void main(String[] arguments) {
      run(
          () -> {
            asyncio.Asyncio.createTask("killer", () -> kill("TERM"));
            try {
              asyncio.Asyncio.sleep(Duration.ofSeconds(30));
            } catch (CancelledError cancelled) {
              System.out.println("main cleans up");
              throw cancelled;
            }
          });
      System.out.println("never reached");
    }
  }

  @Test
  void sigtermCancelsMainAndTheProcessEndsWithItsStatus() throws Exception {
    ChildJvm.Result result =
        ChildJvm.of(TerminatedProgram.class).with(ChildJvm.OPEN_JAVA_LANG).run();
    assertThat(result.output().strip()).isEqualTo("main cleans up");
    assertThat(result.status()).isEqualTo(143);
  }

  /** Does not let itself be cancelled, and is told twice. */
  static final class StubbornProgram {

    private StubbornProgram() {}

    public static void main(String[] arguments) {
      run(
          () -> {
            asyncio.Asyncio.createTask("killer", () -> kill("TERM"));
            try {
              asyncio.Asyncio.sleep(Duration.ofSeconds(30));
            } catch (CancelledError cancelled) {
              System.out.println("again");
              kill("TERM");
              asyncio.Asyncio.sleep(Duration.ofSeconds(30));
            }
          });
      System.out.println("never reached");
    }
  }

  @Test
  void aSecondSigtermAborts() throws Exception {
    ChildJvm.Result result = ChildJvm.of(StubbornProgram.class).with(ChildJvm.OPEN_JAVA_LANG).run();
    assertThat(result.output().strip()).isEqualTo("again");
    assertThat(result.status()).isEqualTo(143);
  }
}
