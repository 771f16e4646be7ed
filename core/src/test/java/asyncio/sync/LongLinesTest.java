package asyncio.sync;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.run;
import static asyncio.support.Settling.settle;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.Asyncio;
import asyncio.queue.Queue;
import asyncio.support.FastEngineOnly;
import asyncio.task.Action;
import asyncio.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * 40,000 tasks in line, of which a third is cancelled from the front, from the back and from
 * everywhere, and the rest is woken: however long the line, nobody is lost.
 */
@FastEngineOnly // once is enough
class LongLinesTest {

  private static final int TASKS = 40_000;
  private static final int CANCELLED = TASKS / 9;

  private int through;

  /** Lines up tasks, cancels some of them and lets {@code wake} let the others go on. */
  private void lineUp(Action wait, Action wake) {
    run(
        () -> {
          List<Task<Void>> line = new ArrayList<>(TASKS);
          for (int i = 0; i < TASKS; i++) {
            line.add(
                createTask(
                    () -> {
                      wait.run();
                      through++;
                    }));
          }
          settle();
          line.subList(0, CANCELLED).forEach(Task::cancel);
          line.subList(TASKS - CANCELLED, TASKS).reversed().forEach(Task::cancel);
          settle();
          scattered().forEach(i -> line.get(i).cancel());
          wake.run();
          Asyncio.wait(line);
          assertThat(through).isEqualTo(TASKS - 3 * CANCELLED);
        });
  }

  /** Every seventh of the others. */
  private static IntStream scattered() {
    return IntStream.iterate(CANCELLED, i -> i + 7).limit(CANCELLED);
  }

  private static Action often(Action action) {
    return () -> {
      for (int i = 0; i < TASKS; i++) {
        action.run();
      }
    };
  }

  @Test
  void lock() {
    var lock = new Lock();
    var begin = new Event();
    lineUp(
        () -> {
          try (var _ = lock.hold()) {
            begin.await(); // the first one has the lock, and it is cancelled
          }
        },
        begin::set);
  }

  @Test
  void event() {
    var event = new Event();
    lineUp(event::await, event::set);
  }

  @Test
  void semaphore() {
    var semaphore = new Semaphore(0);
    lineUp(semaphore::acquire, often(semaphore::release));
  }

  @Test
  void condition() {
    var condition = new Condition();
    var begin = new boolean[1];
    lineUp(
        () -> {
          try (var _ = condition.hold()) {
            condition.waitFor(() -> begin[0]);
          }
        },
        () -> {
          try (var _ = condition.hold()) {
            begin[0] = true;
            condition.notifyEveryone();
          }
        });
  }

  @Test
  void barrier() {
    var barrier = new Barrier(TASKS + 1);
    lineUp(
        () -> {
          try {
            barrier.await();
          } catch (BrokenBarrierError aborted) {
            // and on
          }
        },
        barrier::abort);
  }

  @Test
  void getters() {
    var queue = new Queue<Integer>();
    lineUp(queue::get, often(() -> queue.putNowait(1)));
  }

  @Test
  void putters() {
    var queue = new Queue<Integer>(1);
    queue.putNowait(0);
    lineUp(
        () -> queue.put(1),
        () -> {
          for (int i = 0; i <= TASKS - 3 * CANCELLED; i++) {
            queue.get();
          }
        });
  }

  @Test
  void joiners() {
    var queue = new Queue<Integer>();
    queue.putNowait(1);
    lineUp(queue::join, queue::taskDone);
  }
}
