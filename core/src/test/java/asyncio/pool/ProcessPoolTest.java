package asyncio.pool;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.gather;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.millis;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.toThread;
import static asyncio.Asyncio.waitFor;
import static asyncio.support.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import asyncio.shared.SharedCounter;
import asyncio.shared.SharedLongs;
import asyncio.support.FastEngineOnly;
import asyncio.task.CancelledError;
import asyncio.task.Future;
import asyncio.task.Task;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Scanner;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Code that runs in other processes, and what may happen to it there. */
@FastEngineOnly // most of it knows no loop; CancelPoolsTest and the examples await pools on both
class ProcessPoolTest {

  private static long pid() {
    return ProcessHandle.current().pid();
  }

  /** Tells its process number and never ends. */
  private static long computeForEver(SharedLongs pids, int index) {
    pids.set(index, pid());
    long sum = 0;
    while (pids.get(index) != 0) {
      sum++;
    }
    return sum;
  }

  private static long awaitPid(SharedLongs pids, int index) {
    eventually("worker " + index + " is at work", () -> pids.get(index) != 0);
    return pids.get(index);
  }

  private static boolean isAlive(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }

  private static Throwable failureOf(CompletableFuture<?> call) {
    return catchThrowable(call::get).getCause();
  }

  // ---- results and failures

  @Test
  void codeRunsInAnotherProcess() throws Exception {
    long worker;
    try (var pool = new ProcessPool("other", 1)) {
      worker = pool.submit(ProcessPoolTest::pid).get();
      assertThat(worker).isNotEqualTo(pid());
      assertThat(pool.submit(ProcessPoolTest::pid).get()).as("it stays").isEqualTo(worker);
    }
    assertThat(isAlive(worker)).isFalse();
  }

  @Test
  void argumentsAndResultsOfAllKindsTravel() throws Exception {
    record Point(int x, int y) implements Serializable {}
    byte[] bytes = new byte[300_000];
    Arrays.fill(bytes, (byte) 7);
    double[] numbers = {1.5, 2.5};
    try (var pool = new ProcessPool("travel", 1)) {
      assertThat(pool.submit(() -> null).get()).isNull();
      assertThat(pool.submit(() -> 1).get()).isEqualTo(1);
      assertThat(pool.submit(() -> 2L).get()).isEqualTo(2L);
      assertThat(pool.submit(() -> 2.5).get()).isEqualTo(2.5);
      assertThat(pool.submit(() -> true).get()).isTrue();
      assertThat(pool.submit(() -> "ä\ud800").get()).isEqualTo("ä\ud800");
      assertThat(pool.submit(() -> bytes).get()).isEqualTo(bytes);
      assertThat(pool.submit(() -> numbers).get()).isEqualTo(numbers);
      assertThat(pool.submit(() -> new Point[] {new Point(1, 2)}).get())
          .containsExactly(new Point(1, 2));
      assertThat(pool.submit(() -> Thread.State.NEW).get()).isSameAs(Thread.State.NEW);
      SerializableCallable<Integer> inner = () -> 42;
      SerializableCallable<Integer> returned = pool.submit(() -> inner).get();
      assertThat(returned.call()).isEqualTo(42);
    }
  }

  @Test
  void codeIsTakenAsItIsAtTheCall() throws Exception {
    ArrayList<String> list = new ArrayList<>(List.of("before"));
    try (var pool = new ProcessPool("copy", 1)) {
      CompletableFuture<Integer> size = pool.submit(() -> list.size());
      list.add("after");
      assertThat(size.get()).isEqualTo(1);
    }
  }

  @Test
  void whatTheRunnableDoesStaysThere() throws Exception {
    int[] here = {0};
    try (var pool = new ProcessPool("there", 1)) {
      SerializableRunnable code = () -> here[0]++;
      assertThat(pool.submit(code).get()).isNull();
      assertThat(pool.submit(code, "given").get()).isEqualTo("given");
      assertThat(here[0]).isZero();
    }
  }

  @Test
  void exceptionsComeBackWithTheRemoteStackTrace() {
    try (var pool = new ProcessPool("fail", 1)) {
      run(
          () -> {
            Throwable thrown =
                catchThrowable(() -> pool.call(() -> Integer.parseInt("not a number")));
            assertThat(thrown)
                .isExactlyInstanceOf(NumberFormatException.class)
                .hasMessage("For input string: \"not a number\"");
            assertThat(thrown.getStackTrace())
                .extracting(StackTraceElement::getClassName)
                .contains(Integer.class.getName(), ProcessPoolTest.class.getName())
                .noneMatch(name -> name.startsWith("asyncio.worker"));
            assertThat(thrown.getSuppressed())
                .singleElement()
                .asString()
                .matches(".*RemoteException: thrown in worker fail-0 \\(pid \\d+\\)");
          });
    }
  }

  @Test
  void anExceptionThatCannotTravelIsDescribed() {
    try (var pool = new ProcessPool("fail", 1)) {
      Throwable thrown =
          failureOf(
              pool.submit(
                  () -> {
                    throw newStuck();
                  }));
      assertThat(thrown)
          .isInstanceOf(RemoteException.class)
          .hasMessageContainingAll("Stuck: no way", "thrown in worker fail-0");
      assertThat(thrown.getStackTrace()[0].getMethodName()).isEqualTo("newStuck");
    }
  }

  private static RuntimeException newStuck() {
    return new StuckException();
  }

  private static final class StuckException extends RuntimeException {
    final Object cannotTravel = new Object();

    @Override
    public String toString() {
      return "Stuck: no way";
    }
  }

  @Test
  void errorsTravelToo() {
    try (var pool = new ProcessPool("deep", 1)) {
      assertThat(failureOf(pool.submit(() -> dig(0)))).isInstanceOf(StackOverflowError.class);
    }
  }

  private static int dig(int depth) {
    return depth < 0 ? 0 : dig(depth + 1) + 1;
  }

  // ---- what cannot travel

  @Test
  void theMessageNamesTheCapturedObject() {
    Scanner scanner = new Scanner("");
    try (var pool = new ProcessPool("bad", 1)) {
      assertThatThrownBy(() -> pool.submit(() -> scanner.next()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasCauseInstanceOf(NotSerializableException.class)
          .hasMessage(
              "the code cannot travel to a worker: it captures a java.util.Scanner, and that is not"
                  + " Serializable; copy what the code needs into local variables, and make the"
                  + " methods that it calls static");
      List<Object> list = new ArrayList<>(List.of(scanner));
      assertThatThrownBy(() -> pool.submit(() -> list.size()))
          .hasMessageContaining(
              "it captures a java.util.ArrayList, which holds a java.util.Scanner, and that");
      assertThatThrownBy(() -> pool.submit(() -> instanceMethod()))
          .hasMessageContaining("it uses `this`, a asyncio.pool.ProcessPoolTest, and that");
      assertThat(pool.statistics()).isEqualTo(new PoolStatistics(1, 0, 0));
    }
  }

  private int instanceMethod() {
    return 0;
  }

  @Test
  void aPlainCallableIsRefused() {
    Callable<Integer> plain = () -> 1;
    try (var pool = new ProcessPool("bad", 1)) {
      assertThatThrownBy(() -> pool.submit(plain))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll("which is not Serializable", "SerializableCallable");
      run(
          () ->
              assertThatThrownBy(() -> getRunningLoop().runInExecutor(pool, () -> 1))
                  .hasMessageContaining("SerializableCallable"));
    }
  }

  @Test
  void aResultThatCannotTravelFailsItsCallOnly() throws Exception {
    try (var pool = new ProcessPool("bad", 1)) {
      assertThat(failureOf(pool.submit(() -> new Object())))
          .isInstanceOf(NotSerializableException.class)
          .hasMessage(
              "the result, a java.lang.Object, cannot travel back from the worker: it is not"
                  + " Serializable; return something that is");
      assertThat(failureOf(pool.submit(() -> new Object[] {new Object()})))
          .hasMessageContaining("[Ljava.lang.Object;, cannot travel back")
          .hasMessageContaining("it holds a java.lang.Object, which is not Serializable");
      assertThat(pool.submit(() -> "goes on").get()).isEqualTo("goes on");
    }
  }

  @Test
  void sizesArePositive() {
    assertThatThrownBy(() -> new ProcessPool("none", 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a process pool needs a size of at least 1, and got 0");
    assertThatThrownBy(() -> ProcessPoolOptions.DEFAULT.withMaxTasksPerWorker(0))
        .hasMessageContaining("the limit is 0");
    assertThatThrownBy(() -> ProcessPoolOptions.DEFAULT.withMaxMegabytes(1))
        .hasMessageContaining("at least 2 MiB");
    try (var pool = new ProcessPool("none", 1)) {
      assertThatThrownBy(() -> pool.map(ProcessPoolTest::square, List.of(), 0))
          .hasMessage("a chunk has at least 1 item, not 0");
    }
  }

  // ---- workers that break

  @Test
  void aCrashFailsOnlyItsOwnCode() throws Exception {
    try (var pool = new ProcessPool("crash", 1)) {
      CompletableFuture<Integer> crashing =
          pool.submit(
              () -> {
                System.err.println("famous last words");
                Runtime.getRuntime().halt(7);
                return 0;
              });
      CompletableFuture<Integer> next = pool.submit(() -> 2);
      Throwable thrown = failureOf(crashing);
      assertThat(thrown)
          .isInstanceOf(BrokenWorkerException.class)
          .hasMessageContainingAll("worker crash-0 (pid ", "exit code 7", "famous last words");
      assertThat(((BrokenWorkerException) thrown).exitCode()).hasValue(7);
      assertThat(((BrokenWorkerException) thrown).lastLines()).containsExactly("famous last words");
      assertThat(next.get()).isEqualTo(2);
    }
  }

  @Test
  void aKilledWorkerIsReplaced() throws Exception {
    try (var pool = new ProcessPool("killed", 1);
        SharedLongs pids = SharedLongs.create(1)) {
      CompletableFuture<Long> call = pool.submit(() -> computeForEver(pids, 0));
      ProcessHandle.of(awaitPid(pids, 0)).orElseThrow().destroyForcibly();
      assertThat(failureOf(call)).hasMessageContaining("exit code 137: killed by signal 9");
      assertThat(pool.submit(() -> "here again").get()).isEqualTo("here again");
    }
  }

  @Test
  void aWorkerThatDiedWhileIdleIsReplacedUnnoticed() throws Exception {
    try (var pool = new ProcessPool("idle", 1)) {
      ProcessHandle worker =
          ProcessHandle.of(pool.submit(ProcessPoolTest::pid).get()).orElseThrow();
      worker.destroyForcibly();
      worker.onExit().get();
      assertThat(pool.submit(ProcessPoolTest::pid).get()).isNotEqualTo(worker.pid());
    }
  }

  @Test
  void outOfMemoryIsReportedAndTheWorkerReplaced() throws Exception {
    var options = ProcessPoolOptions.DEFAULT.withMaxMegabytes(32);
    try (var pool = new ProcessPool("small", 1, options)) {
      long first = pool.submit(ProcessPoolTest::pid).get();
      assertThat(failureOf(pool.submit(() -> new byte[200_000_000])))
          .isInstanceOf(BrokenWorkerException.class)
          .hasMessageContainingAll("ran out of memory", "Java heap space", "its limit is 32 MiB");
      assertThat(pool.submit(ProcessPoolTest::pid).get()).isNotEqualTo(first);
    }
  }

  @Test
  void aJvmThatDoesNotStartTellsWhy() {
    var options = ProcessPoolOptions.DEFAULT.withJvmOptions("-XX:+NoSuchOption");
    try (var pool = new ProcessPool("never", 1, options)) {
      assertThat(failureOf(pool.submit(() -> 1)))
          .isInstanceOf(BrokenWorkerException.class)
          .hasMessageContainingAll("did not start", "exit code 1", "NoSuchOption");
    }
  }

  // ---- stopping

  @Test
  void cancellingARunningCallKillsItsWorker() throws Exception {
    try (var pool = new ProcessPool("stop", 1);
        SharedLongs pids = SharedLongs.create(1)) {
      run(
          () -> {
            Task<Long> call = createTask(() -> pool.call(() -> computeForEver(pids, 0)));
            long worker = toThread(() -> awaitPid(pids, 0));
            call.cancel();
            assertThatThrownBy(call::await).isInstanceOf(CancelledError.class);
            toThread(() -> eventually("it is dead", () -> !isAlive(worker)));
            assertThat(pool.call(() -> "next")).isEqualTo("next");
          });
    }
  }

  @Test
  void aTimeoutKillsTheWorkerToo() throws Exception {
    try (var pool = new ProcessPool("stop", 1);
        SharedLongs pids = SharedLongs.create(1)) {
      run(
          () -> {
            Future<Long> call =
                getRunningLoop()
                    .runInExecutor(pool, SerializableCallable.of(() -> computeForEver(pids, 0)));
            long worker = toThread(() -> awaitPid(pids, 0));
            assertThatThrownBy(() -> waitFor(call, millis(1))).isInstanceOf(TimeoutException.class);
            toThread(() -> eventually("it is dead", () -> !isAlive(worker)));
          });
    }
  }

  @Test
  void queuedCodeThatIsCancelledNeverRuns() throws Exception {
    try (SharedLongs pids = SharedLongs.create(1);
        SharedCounter runs = SharedCounter.create()) {
      try (var pool = new ProcessPool("stop", 1)) {
        pool.submit(() -> computeForEver(pids, 0));
        awaitPid(pids, 0);
        CompletableFuture<Long> queued = pool.submit(runs::increment);
        assertThat(pool.statistics()).isEqualTo(new PoolStatistics(1, 1, 1));
        assertThat(pool.statistics().isSaturated()).isTrue();
        queued.cancel(true);
        assertThat(pool.statistics().queued()).isZero();
        pids.set(0, 0);
      }
      assertThat(runs.get()).isZero();
    }
  }

  // ---- options

  @Test
  void theInitializerRunsOncePerWorker() throws Exception {
    try (SharedCounter runs = SharedCounter.create();
        var pool =
            new ProcessPool(
                "init",
                1,
                ProcessPoolOptions.DEFAULT.withInitializer(
                    () -> System.setProperty("initialized", "time " + runs.increment())))) {
      assertThat(pool.submit(() -> System.getProperty("initialized")).get()).isEqualTo("time 1");
      assertThat(pool.submit(() -> System.getProperty("initialized")).get()).isEqualTo("time 1");
    }
  }

  @Test
  void aFailingInitializerFailsTheCode() {
    var options =
        ProcessPoolOptions.DEFAULT.withInitializer(
            () -> {
              throw new IllegalStateException("no licence");
            });
    try (var pool = new ProcessPool("init", 1, options)) {
      Throwable thrown = failureOf(pool.submit(() -> 1));
      assertThat(thrown)
          .isInstanceOf(BrokenWorkerException.class)
          .hasMessageContaining("its initializer failed")
          .hasRootCauseMessage("no licence");
    }
  }

  @Test
  void workersAreReplacedAfterSoManyTasks() throws Exception {
    try (var pool =
        new ProcessPool("fresh", 1, ProcessPoolOptions.DEFAULT.withMaxTasksPerWorker(2))) {
      List<Long> pids = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        pids.add(pool.submit(ProcessPoolTest::pid).get());
      }
      assertThat(pids.get(0)).isEqualTo(pids.get(1)).isNotEqualTo(pids.get(2));
      assertThat(pids.get(2)).isEqualTo(pids.get(3));
    }
  }

  // ---- map

  private static long square(int number) {
    return (long) number * number;
  }

  @Test
  void mapGivesResultsInOrder() {
    List<Integer> numbers = IntStream.range(0, 100).boxed().toList();
    try (var pool = new ProcessPool("map", 2)) {
      run(
          () -> {
            List<Long> squares = new ArrayList<>();
            for (long square : pool.map(ProcessPoolTest::square, numbers, 7)) {
              squares.add(square);
            }
            assertThat(squares)
                .isEqualTo(LongStream.range(0, 100).map(n -> n * n).boxed().toList());
            assertThat(pool.map(ProcessPoolTest::square, List.<Integer>of()).stream()).isEmpty();
          });
    }
  }

  @Test
  void mapTakesItemsAsResultsAreTaken() {
    int[] taken = {0};
    Iterable<Integer> endless = () -> IntStream.generate(() -> taken[0]++).iterator();
    try (var pool = new ProcessPool("map", 1)) {
      run(
          () -> {
            try (var squares = pool.map(ProcessPoolTest::square, endless, 2)) {
              assertThat(squares.stream().limit(10)).endsWith(64L, 81L);
              assertThat(taken[0]).isLessThan(20);
            }
            assertThat(pool.statistics().queued()).isZero();
          });
    }
  }

  @Test
  void mapStopsAtTheFirstFailure() {
    try (var pool = new ProcessPool("map", 1)) {
      run(
          () -> {
            var results = pool.map(text -> Integer.parseInt(text), List.of("1", "x", "3"));
            assertThat((int) results.anext()).isEqualTo(1);
            assertThatThrownBy(results::anext).isInstanceOf(NumberFormatException.class);
            assertThat(results).isEmpty();
          });
    }
  }

  // ---- with a loop, and the end

  @Test
  void callsOfACoroutineRunBesideEachOther() throws Exception {
    try (var pool = new ProcessPool("beside", 2);
        SharedLongs pids = SharedLongs.create(2)) {
      run(
          () -> {
            Task<List<Long>> calls =
                createTask(
                    () ->
                        gather(
                            () -> pool.call(() -> computeForEver(pids, 0)),
                            () -> pool.call(() -> computeForEver(pids, 1))));
            toThread(
                () -> {
                  assertThat(awaitPid(pids, 0)).isNotEqualTo(awaitPid(pids, 1));
                  pids.set(0, 0);
                  pids.set(1, 0);
                });
            calls.await();
          });
    }
  }

  @Test
  void shutdownNowKillsAndCancels() throws Exception {
    var pool = new ProcessPool("now", 1);
    try (SharedLongs pids = SharedLongs.create(1)) {
      CompletableFuture<Long> running = pool.submit(() -> computeForEver(pids, 0));
      long worker = awaitPid(pids, 0);
      CompletableFuture<Integer> queued = pool.submit(() -> 1);
      pool.shutdownNow();
      assertThat(queued).isCancelled();
      assertThat(failureOf(running)).isInstanceOf(BrokenWorkerException.class);
      pool.close();
      assertThat(isAlive(worker)).isFalse();
      assertThatThrownBy(() -> pool.submit(() -> 1))
          .isInstanceOf(RejectedExecutionException.class)
          .hasMessageContainingAll("<ProcessPool now: ", "shut down> takes no more");
    }
  }

  /** The worker is being started: there may be no process yet that could be killed. */
  @Test
  void shutdownNowStopsWhatIsJustStarting() throws Exception {
    var pool = new ProcessPool("early", 1);
    try (SharedLongs pids = SharedLongs.create(1)) {
      CompletableFuture<Long> starting = pool.submit(() -> computeForEver(pids, 0));
      eventually("a lane has taken it", () -> pool.statistics().queued() == 0);
      pool.shutdownNow();
      assertThat(failureOf(starting)).isInstanceOf(BrokenWorkerException.class);
      pool.close();
      assertThat(pids.get(0)).isZero();
    }
  }

  @Test
  void aPoolThatDidNothingEndsAtOnce() throws IOException {
    var pool = new ProcessPool();
    pool.shutdown();
    assertThat(pool.isTerminated()).isTrue();
  }

  @Test
  void invokeAnyStopsTheOthers() throws Exception {
    try (var pool = new ProcessPool("any", 2);
        SharedLongs pids = SharedLongs.create(1)) {
      SerializableCallable<Long> slow = () -> computeForEver(pids, 0);
      SerializableCallable<Long> quick = () -> 1L;
      assertThat(pool.invokeAny(List.of(slow, quick))).isEqualTo(1L);
      assertThatThrownBy(() -> pool.invokeAny(List.<Callable<Long>>of()))
          .isInstanceOf(IllegalArgumentException.class);
      SerializableCallable<Long> failing =
          () -> {
            throw new IllegalStateException("no");
          };
      assertThatThrownBy(() -> pool.invokeAny(List.of(failing)))
          .isInstanceOf(ExecutionException.class)
          .hasRootCauseMessage("no");
    }
  }
}
