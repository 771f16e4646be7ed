package asyncio.loop;

import static asyncio.Asyncio.newEventLoop;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.support.Eventually;
import asyncio.support.NoLeaks;
import asyncio.task.EventLoop;
import asyncio.task.Handle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Once a cancel from another thread has returned, the callback neither runs nor will run. */
@ExtendWith(NoLeaks.class)
class ThreadsafeHandleTest {

  private final EventLoop loop = newEventLoop();
  private Thread runner;

  @BeforeEach
  void run() {
    runner = Thread.ofPlatform().start(loop::runForever);
  }

  @AfterEach
  void stop() throws InterruptedException {
    loop.callSoonThreadsafe(loop::stop);
    runner.join();
    loop.close();
  }

  @Test
  void cancelWaitsForACallbackThatRuns() throws Exception {
    var started = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    var ended = new AtomicBoolean();
    var endedWhenCancelReturned = new AtomicBoolean();
    Handle handle =
        loop.callSoonThreadsafe(
            () -> {
              started.countDown();
              awaitUnchecked(release);
              ended.set(true);
            });
    started.await();
    Thread canceller =
        Thread.ofPlatform()
            .start(
                () -> {
                  handle.cancel();
                  endedWhenCancelReturned.set(ended.get());
                });
    Eventually.eventually(
        "the canceller waits", () -> canceller.getState() == Thread.State.WAITING);
    release.countDown();
    canceller.join();
    assertThat(endedWhenCancelReturned).isTrue();
    assertThat(handle.cancelled()).isTrue();
  }

  @Test
  void aCallbackMayCancelItself() throws Exception {
    var ended = new CountDownLatch(1);
    var handle = new AtomicReference<Handle>();
    loop.callSoonThreadsafe(
        () ->
            handle.set(
                loop.callSoonThreadsafe(
                    () -> {
                      handle.get().cancel();
                      ended.countDown();
                    })));
    ended.await();
    assertThat(handle.get().cancelled()).isTrue();
  }

  @Test
  void whatHasNotRunWhenCancelReturnsNeverRuns() throws Exception {
    List<AtomicBoolean> ran = new ArrayList<>();
    List<Boolean> ranWhenCancelReturned = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      var flag = new AtomicBoolean();
      Handle handle = loop.callSoonThreadsafe(() -> flag.set(true));
      handle.cancel();
      ran.add(flag);
      ranWhenCancelReturned.add(flag.get());
    }
    var allSeen = new CountDownLatch(1);
    loop.callSoonThreadsafe(allSeen::countDown);
    allSeen.await();
    assertThat(ran.stream().map(AtomicBoolean::get)).isEqualTo(ranWhenCancelReturned);
    assertThat(ranWhenCancelReturned).contains(false);
  }

  private static void awaitUnchecked(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
