package asyncio.sync;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.gather;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.sleep;
import static asyncio.support.Eventually.eventually;
import static java.time.Duration.ZERO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.support.FastEngineOnly;
import asyncio.support.LogRecords;
import asyncio.support.NoLeaks;
import asyncio.support.PortableEngineOnly;
import asyncio.task.Action;
import asyncio.task.CancelledError;
import asyncio.task.EventLoop;
import asyncio.task.RunOptions;
import asyncio.task.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the JDK's own locks do between coroutines; docs/coming-from-java.md says what to use. */
@ExtendWith(NoLeaks.class)
class ForeignLockTest {

  private static final String REMEDY = "Between tasks, use asyncio.sync.Lock";

  /** The ways to exclude each other that a Java programmer knows. */
  private enum Exclusion {
    REENTRANT_LOCK {
      private final ReentrantLock lock = new ReentrantLock();

      @Override
      void during(Action body) throws Exception {
        lock.lock();
        try {
          body.run();
        } finally {
          lock.unlock();
        }
      }
    },
    SEMAPHORE {
      private final Semaphore semaphore = new Semaphore(1);

      @Override
      void during(Action body) throws Exception {
        semaphore.acquire();
        try {
          body.run();
        } finally {
          semaphore.release();
        }
      }
    },
    SYNCHRONIZED {
      @Override
      void during(Action body) throws Exception {
        synchronized (this) {
          body.run();
        }
      }
    };

    abstract void during(Action body) throws Exception;
  }

  @ParameterizedTest
  @EnumSource
  void heldAcrossAnAwaitButUncontendedItIsHarmless(Exclusion exclusion) {
    run(
        () -> {
          List<String> trace = new ArrayList<>();
          Task<?> other = createTask(() -> trace.add("other"));
          exclusion.during(() -> sleep(ZERO));
          trace.add("released");
          assertThat(trace).containsExactly("other", "released");
          other.await();
        });
  }

  @ParameterizedTest
  @EnumSource
  @FastEngineOnly
  void contendedItParksTheCoroutineAlone(Exclusion exclusion) {
    List<String> trace = new ArrayList<>();
    run(
        () ->
            gather(
                () -> hold(exclusion, trace),
                () -> {
                  exclusion.during(() -> trace.add("waiter in"));
                  return null;
                },
                () -> trace.add("other")));
    assertThat(trace).containsExactly("holder in", "other", "holder out", "waiter in");
  }

  private static Object hold(Exclusion exclusion, List<String> trace) throws Exception {
    exclusion.during(
        () -> {
          trace.add("holder in");
          sleep(ZERO);
          sleep(ZERO);
          trace.add("holder out");
        });
    return trace;
  }

  @Test
  @FastEngineOnly
  void cancelInterruptsAnInterruptibleWait() {
    ReentrantLock lock = new ReentrantLock();
    run(
        () -> {
          lock.lock();
          Task<?> waiter = createTask(() -> lock.lockInterruptibly());
          sleep(ZERO);
          waiter.cancel();
          assertThatThrownBy(waiter::await).isInstanceOf(CancelledError.class);
          lock.unlock();
        });
  }

  /** For ever, as the holder cannot go on; here an interrupt ends it when it was reported. */
  @Test
  @PortableEngineOnly
  void contendedItBlocksTheLoopAndDebugModeSaysWhatToDo() throws Exception {
    ReentrantLock lock = new ReentrantLock();
    CompletableFuture<Thread> blocked = new CompletableFuture<>();
    try (LogRecords log = LogRecords.capture()) {
      Thread rescuer = Thread.ofPlatform().start(() -> interruptWhenReported(blocked.join(), log));
      run(
          quickWatchdog(),
          () -> {
            lock.lock();
            Task<?> waiter =
                createTask(
                    "waiter",
                    () -> {
                      blocked.complete(Thread.currentThread());
                      lock.lockInterruptibly();
                    });
            sleep(ZERO);
            lock.unlock();
            assertThatThrownBy(waiter::await).isInstanceOf(InterruptedException.class);
          });
      rescuer.join();
      assertThat(log.messages()).anyMatch(ForeignLockTest::explainsWaiter);
    }
  }

  private static boolean explainsWaiter(String message) {
    return message.contains("by waiter, which is here:")
        && message.contains("ForeignLockTest.java")
        && message.contains(REMEDY);
  }

  private static void interruptWhenReported(Thread thread, LogRecords log) {
    eventually(
        "the report", () -> log.messages().stream().anyMatch(ForeignLockTest::explainsWaiter));
    thread.interrupt();
  }

  /** Held by a plain thread, which can let it go. */
  @Test
  @PortableEngineOnly
  void aMonitorIsExplainedToo() throws Exception {
    Object monitor = new Object();
    CountDownLatch held = new CountDownLatch(1);
    try (LogRecords log = LogRecords.capture()) {
      Thread holder = Thread.ofPlatform().start(() -> holdUntilReported(monitor, held, log));
      held.await();
      run(quickWatchdog(), () -> createTask("waiter", () -> holdForAMoment(monitor)).await());
      holder.join();
      assertThat(log.messages()).anyMatch(ForeignLockTest::explainsWaiter);
    }
  }

  private static void holdUntilReported(Object monitor, CountDownLatch held, LogRecords log) {
    synchronized (monitor) {
      held.countDown();
      eventually(
          "the report", () -> log.messages().stream().anyMatch(ForeignLockTest::explainsWaiter));
    }
  }

  private static void holdForAMoment(Object monitor) {
    synchronized (monitor) {
      assertThat(Thread.holdsLock(monitor)).isTrue();
    }
  }

  private static RunOptions quickWatchdog() {
    return RunOptions.on(
        () -> {
          EventLoop loop = new EventLoop();
          loop.setDebug(true);
          loop.setSlowCallbackDuration(Duration.ofMillis(1));
          return loop;
        });
  }
}
