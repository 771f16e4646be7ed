package asyncio.loop;

import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.newEventLoop;
import static asyncio.Asyncio.sleep;
import static java.time.Duration.ZERO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.support.NoLeaks;
import asyncio.task.CancelledError;
import asyncio.task.Coroutine;
import asyncio.task.EventLoop;
import asyncio.task.Future;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Running and stopping a loop by hand. */
@ExtendWith(NoLeaks.class)
class LoopRunTest {

  private final EventLoop loop = newEventLoop();
  private final List<String> events = new ArrayList<>();

  @AfterEach
  void close() {
    loop.close();
  }

  @Test
  void aLoopThatWasStoppedBeforeRunsOneIteration() {
    loop.callSoon(
        () -> {
          events.add("first");
          loop.callSoon(() -> events.add("second"));
        });
    loop.stop();
    loop.runForever();
    assertThat(events).containsExactly("first");
    loop.stop();
    loop.runForever();
    assertThat(events).containsExactly("first", "second");
  }

  @Test
  void aStopEndsTheRunAfterTheIteration() {
    loop.callSoon(
        () -> {
          loop.stop();
          loop.callSoon(() -> events.add("next iteration"));
        });
    loop.callSoon(() -> events.add("same iteration"));
    loop.runForever();
    assertThat(events).containsExactly("same iteration");
  }

  @Test
  void isRunningOnlyDuringARun() {
    assertThat(loop.isRunning()).isFalse();
    boolean during = loop.runUntilComplete(() -> loop.isRunning());
    assertThat(during).isTrue();
    assertThat(loop.isRunning()).isFalse();
    assertThat(loop.isClosed()).isFalse();
  }

  @Test
  void runsAgainAndAgainOnAnyThread() throws Exception {
    for (int i = 0; i < 3; i++) {
      int number = i;
      int result = loop.runUntilComplete(() -> sleep(ZERO, number));
      assertThat(result).isEqualTo(number);
    }
    var elsewhere = new CompletableFuture<Boolean>();
    Thread.ofPlatform()
        .start(() -> elsewhere.complete(loop.runUntilComplete(() -> getRunningLoop() == loop)))
        .join();
    assertThat(elsewhere).isCompletedWithValue(true);
  }

  @Test
  void theVeryExceptionOfTheCoroutineComesOut() {
    IOException failure = new IOException("disk full");
    Coroutine<String> failing =
        () -> {
          throw failure;
        };
    assertThatThrownBy(() -> loop.runUntilComplete(failing)).isSameAs(failure);
  }

  @Test
  void aCancellationComesOut() {
    Future<String> future = loop.createFuture();
    loop.callSoon(() -> future.cancel("no need"));
    assertThatThrownBy(() -> loop.runUntilComplete(future))
        .isInstanceOf(CancelledError.class)
        .hasMessage("no need");
  }

  @Test
  void aFutureThatIsDoneGivesItsResult() {
    Future<String> future = loop.createFuture();
    future.setResult("done");
    assertThat(loop.runUntilComplete(future)).isEqualTo("done");
  }

  @Test
  void aFutureSurvivesARunThatIsStoppedTooEarly() {
    Future<String> future = loop.createFuture();
    loop.callSoon(loop::stop);
    assertThatThrownBy(() -> loop.runUntilComplete(future)).hasMessageContaining("stopped before");
    loop.callSoon(() -> future.setResult("later"));
    assertThat(loop.runUntilComplete(future)).isEqualTo("later");
  }

  @Test
  void aFutureOfAnotherLoopIsRefused() {
    try (EventLoop other = newEventLoop()) {
      Future<String> foreign = other.createFuture();
      assertThatThrownBy(() -> loop.runUntilComplete(foreign))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("different loop");
    }
  }
}
