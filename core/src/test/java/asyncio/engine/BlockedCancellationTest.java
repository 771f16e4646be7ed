package asyncio.engine;

import static asyncio.Asyncio.createFuture;
import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.taskGroup;
import static asyncio.Asyncio.timeout;
import static java.time.Duration.ZERO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.support.FastEngineOnly;
import asyncio.support.NoLeaks;
import asyncio.task.CancelledError;
import asyncio.task.ExceptionGroup;
import asyncio.task.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Cancelling a coroutine that is blocked in a foreign call interrupts the call. */
@FastEngineOnly
@ExtendWith(NoLeaks.class)
class BlockedCancellationTest {

  private static final long LONG_MILLIS = 3_600_000;

  @ParameterizedTest
  @MethodSource("asyncio.engine.BlockingCall#interruptible")
  void endsTheCallAndTheTask(BlockingCall call) {
    run(
        () -> {
          Task<?> blocked = createTask(call.block());
          sleep(ZERO);
          assertThat(blocked.cancel("enough")).isTrue();
          assertThatThrownBy(blocked::await)
              .isInstanceOf(CancelledError.class)
              .hasMessage("enough");
          assertThat(blocked.cancelled()).isTrue();
        });
    call.releaseElsewhere();
  }

  @Test
  void endsAThreadSleep() {
    run(
        () -> {
          Task<?> sleeper = createTask(() -> Thread.sleep(LONG_MILLIS));
          sleep(ZERO);
          sleeper.cancel();
          assertThatThrownBy(sleeper::await).isInstanceOf(CancelledError.class);
        });
  }

  @Test
  void aTimeoutEndsTheCall() {
    run(
        () ->
            assertThatThrownBy(() -> timeout(Duration.ofMillis(1), () -> Thread.sleep(LONG_MILLIS)))
                .isInstanceOf(TimeoutException.class));
  }

  @Test
  void aFailingSiblingEndsTheBlockOfAGroup() {
    run(
        () ->
            assertThatThrownBy(
                    () ->
                        taskGroup(
                            group -> {
                              group.createTask(
                                  () -> {
                                    throw new IllegalStateException("sibling");
                                  });
                              Thread.sleep(LONG_MILLIS);
                            }))
                .isInstanceOfSatisfying(
                    ExceptionGroup.class,
                    group ->
                        assertThat(group.exceptions())
                            .singleElement()
                            .hasToString("java.lang.IllegalStateException: sibling")));
  }

  @Test
  void whoSwallowsTheInterruptIsCancelledAtTheNextAwait() {
    List<String> events = new ArrayList<>();
    run(
        () -> {
          Task<?> stubborn =
              createTask(
                  () -> {
                    try {
                      Thread.sleep(LONG_MILLIS);
                    } catch (InterruptedException e) {
                      events.add("interrupted");
                    }
                    try {
                      sleep(ZERO);
                    } catch (CancelledError e) {
                      events.add("cancelled, interrupt flag " + Thread.interrupted());
                    }
                    sleep(ZERO);
                    events.add("goes on");
                  });
          sleep(ZERO);
          stubborn.cancel();
          stubborn.await();
        });
    assertThat(events).containsExactly("interrupted", "cancelled, interrupt flag false", "goes on");
  }

  /** Here the interrupt meets a call that does not care, and must not hit the clean-up after it. */
  @Test
  void theInterruptDoesNotOutliveTheCancellation() throws Exception {
    var monitor = new Object();
    var held = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    Thread holder =
        Thread.ofPlatform()
            .start(
                () -> {
                  synchronized (monitor) {
                    held.countDown();
                    awaitUnchecked(release);
                  }
                });
    held.await();
    List<String> events = new ArrayList<>();
    run(
        () -> {
          Task<?> contender =
              createTask(
                  () -> {
                    synchronized (monitor) {
                      events.add("entered");
                    }
                    try {
                      createFuture().await();
                    } finally {
                      Thread.sleep(1);
                      events.add("cleaned up");
                    }
                  });
          sleep(ZERO);
          contender.cancel();
          release.countDown();
          assertThatThrownBy(contender::await).isInstanceOf(CancelledError.class);
        });
    holder.join();
    assertThat(events).containsExactly("entered", "cleaned up");
  }

  private static void awaitUnchecked(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
