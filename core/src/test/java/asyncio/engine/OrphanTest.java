package asyncio.engine;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.newEventLoop;
import static asyncio.Asyncio.sleep;
import static java.time.Duration.ZERO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.support.FastEngineOnly;
import asyncio.support.LogRecords;
import asyncio.support.NoLeaks;
import asyncio.task.Coroutine;
import asyncio.task.EventLoop;
import asyncio.task.Task;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A coroutine that a foreign call blocks while its loop is closed ends on a thread of its own. */
@FastEngineOnly
@ExtendWith(NoLeaks.class)
class OrphanTest {

  private final List<String> events = new CopyOnWriteArrayList<>();
  private final CountDownLatch gate = new CountDownLatch(1);
  private volatile Thread thread;

  @Test
  void goesOnWhereItWasAndEnds() throws Exception {
    Task<String> task =
        closeLoopOver(
            () -> {
              events.add(Thread.currentThread().toString());
              return "a result that comes too late";
            });
    openGateAndJoin();
    assertThat(events).hasSize(2).last().isEqualTo("finally");
    assertThat(events.getFirst()).contains("asyncio-orphans");
    assertThat(task.cancelled()).isTrue();
  }

  @Test
  void canNoLongerAwait() throws Exception {
    Task<String> task = closeLoopOver(() -> sleep(ZERO, "unreachable"));
    openGateAndJoin();
    assertThat(events).containsExactly("finally");
    assertThat(task.cancelled()).isTrue();
  }

  @Test
  void itsFailureChangesNothing() throws Exception {
    Task<String> task =
        closeLoopOver(
            () -> {
              throw new IllegalStateException("too late");
            });
    openGateAndJoin();
    assertThat(events).containsExactly("finally");
    assertThat(task.cancelled()).isTrue();
  }

  @Test
  void aCallbackGoesOnAsWell() throws Exception {
    try (EventLoop loop = newEventLoop()) {
      loop.callSoon(
          () -> {
            thread = Thread.currentThread();
            awaitUnchecked(gate);
            events.add("goes on");
          });
      loop.runUntilComplete(() -> sleep(ZERO));
    }
    openGateAndJoin();
    assertThat(events).containsExactly("goes on");
  }

  private static void awaitUnchecked(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void openGateAndJoin() throws InterruptedException {
    gate.countDown();
    thread.join();
  }

  /** Closes a loop while its one task waits for the gate, and checks the report. */
  private Task<String> closeLoopOver(Coroutine<String> rest) {
    EventLoop loop = newEventLoop();
    Task<String> task =
        loop.runUntilComplete(
            () -> {
              Task<String> created = createTask(() -> waitAtTheGate(rest));
              sleep(ZERO);
              return created;
            });
    try (LogRecords log = LogRecords.capture()) {
      loop.close();
      assertThat(log.messages())
          .singleElement()
          .asString()
          .startsWith("Task was destroyed but it is pending!");
    }
    assertThat(task.cancelled()).isTrue();
    assertThatThrownBy(task::result).hasMessage("the event loop was closed");
    return task;
  }

  private String waitAtTheGate(Coroutine<String> rest) throws Exception {
    thread = Thread.currentThread();
    try {
      gate.await();
      return rest.await();
    } finally {
      events.add("finally");
    }
  }

  /** Continuations may come in while the loop is being closed: each must be run exactly once. */
  @Test
  void noneIsLostWhenTheWakeUpMeetsTheClosing() throws Exception {
    for (int round = 0; round < 200; round++) {
      var gates = List.of(new CountDownLatch(1), new CountDownLatch(1), new CountDownLatch(1));
      var ended = new CountDownLatch(gates.size());
      EventLoop loop = newEventLoop();
      loop.setExceptionHandler((_, _) -> {});
      loop.runUntilComplete(
          () -> {
            for (CountDownLatch one : gates) {
              createTask(
                  () -> {
                    one.await();
                    ended.countDown();
                  });
            }
            sleep(ZERO);
          });
      Thread opener = Thread.ofPlatform().start(() -> gates.forEach(CountDownLatch::countDown));
      loop.close();
      opener.join();
      ended.await();
    }
  }
}
