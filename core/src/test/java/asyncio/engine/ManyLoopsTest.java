package asyncio.engine;

import static asyncio.Asyncio.await;
import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.gather;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.runCoroutineThreadsafe;
import static asyncio.Asyncio.sleep;
import static java.time.Duration.ZERO;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.support.NoLeaks;
import asyncio.task.EventLoop;
import asyncio.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Loops on any kind of thread, one after the other and side by side. */
@ExtendWith(NoLeaks.class)
class ManyLoopsTest {

  @Test
  void aLoopRunsOnAVirtualThread() throws Exception {
    var outcome = new CompletableFuture<Integer>();
    Thread.ofVirtual().start(() -> outcome.complete(run(() -> count(100)))).join();
    assertThat(outcome).isCompletedWithValue(100);
  }

  @Test
  void itsFailureComesOutOnTheVirtualThread() throws Exception {
    var outcome = new CompletableFuture<Throwable>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                run(
                    () -> {
                      throw new IllegalStateException("failed");
                    });
              } catch (IllegalStateException e) {
                outcome.complete(e);
              }
            })
        .join();
    assertThat(outcome.getNow(null)).hasMessage("failed");
  }

  @Test
  void loopsFollowEachOther() {
    int total = 0;
    for (int i = 0; i < 300; i++) {
      total += run(() -> count(10));
    }
    assertThat(total).isEqualTo(3_000);
  }

  @Test
  void loopsRunSideBySide() throws Exception {
    List<Callable<Integer>> programs = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      programs.add(() -> run(ManyLoopsTest::thousandTasks));
    }
    try (var threads = Executors.newFixedThreadPool(programs.size())) {
      for (Future<Integer> total : threads.invokeAll(programs)) {
        assertThat(total.get()).isEqualTo(10_000);
      }
    }
  }

  private static int thousandTasks() {
    List<Task<Integer>> tasks = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      tasks.add(createTask(() -> count(10)));
    }
    return gather(tasks).stream().mapToInt(Integer::intValue).sum();
  }

  private static int count(int switches) {
    int count = 0;
    while (count < switches) {
      sleep(ZERO);
      count++;
    }
    return count;
  }

  private record Peer(CompletableFuture<EventLoop> loop, CompletableFuture<String> finished) {

    Peer() {
      this(new CompletableFuture<>(), new CompletableFuture<>());
    }
  }

  @Test
  void loopsTalkToEachOther() throws Exception {
    Peer first = new Peer();
    Peer second = new Peer();
    try (var threads = Executors.newFixedThreadPool(2)) {
      Future<Integer> one = threads.submit(() -> run(() -> askOften(first, second)));
      Future<Integer> two = threads.submit(() -> run(() -> askOften(second, first)));
      assertThat(one.get()).isEqualTo(500);
      assertThat(two.get()).isEqualTo(500);
    }
  }

  /** Counts how often the other loop has run what it was asked to run. */
  private static int askOften(Peer self, Peer other) throws Exception {
    self.loop().complete(getRunningLoop());
    EventLoop theirs = await(other.loop());
    int count = 0;
    for (int i = 0; i < 500; i++) {
      count += await(runCoroutineThreadsafe(() -> getRunningLoop() == theirs ? 1 : 0, theirs));
    }
    self.finished().complete("asked enough");
    await(other.finished());
    return count;
  }
}
