package asyncio.benchmarks.pools;

import static asyncio.Asyncio.gather;
import static asyncio.Asyncio.run;

import asyncio.benchmarks.Rounds;
import asyncio.pool.ProcessPool;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * A process pool with two workers: the argument is {@code start}, {@code fib}, {@code tiny} or
 * {@code results}.
 */
public final class ProcessPools {

  private static final int ROUNDS = 8;
  private static final int TINY_TASKS = 10_000;
  private static final int RESULTS = 10;
  private static final int RESULT_BYTES = 10_000_000;

  private ProcessPools() {}

  /** The argument says what to measure. */
  public static void main(String[] arguments) throws Exception {
    switch (arguments[0]) {
      case "start" -> Rounds.best("start of a worker", ROUNDS, ProcessPools::start);
      case "fib" -> fib();
      case "tiny" -> withPool("10,000 tiny tasks", ProcessPools::tiny);
      case "results" -> withPool("100 MB of results", ProcessPools::results);
      default -> throw new IllegalArgumentException("start, fib, tiny or results");
    }
  }

  /** Work on a pool. */
  private interface Work {
    void run(ProcessPool pool) throws Exception;
  }

  private static void withPool(String title, Work work) throws Exception {
    try (var pool = new ProcessPool("benchmark", 2)) {
      startBoth(pool);
      Rounds.best(
          title,
          ROUNDS,
          () -> {
            work.run(pool);
            return null;
          });
    }
  }

  private static void startBoth(ProcessPool pool) throws Exception {
    CompletableFuture<Long> first = pool.submit(() -> fibonacci(25));
    CompletableFuture<Long> second = pool.submit(() -> fibonacci(25));
    CompletableFuture.allOf(first, second).get();
  }

  private static Object start() throws ExecutionException, InterruptedException {
    var pool = new ProcessPool("start", 1);
    try {
      return pool.submit(() -> 1).get();
    } finally {
      pool.shutdownNow();
    }
  }

  private static void fib() throws Exception {
    double inTurn = Rounds.best("fib(40), fib(41) in turn", 3, () -> fibonacci(40) + fibonacci(41));
    try (var pool = new ProcessPool("benchmark", 2)) {
      startBoth(pool);
      double inWorkers =
          Rounds.best(
              "fib(40), fib(41) on two workers",
              3,
              () -> {
                run(
                    () -> {
                      gather(
                          () -> pool.call(() -> fibonacci(40)),
                          () -> pool.call(() -> fibonacci(41)));
                    });
                return null;
              });
      System.out.printf(Locale.ROOT, "ratio %.2f%n", inWorkers / inTurn);
    }
  }

  private static long fibonacci(int position) {
    return position < 2 ? position : fibonacci(position - 1) + fibonacci(position - 2);
  }

  private static void tiny(ProcessPool pool) throws ExecutionException, InterruptedException {
    List<CompletableFuture<Integer>> calls = new ArrayList<>();
    for (int i = 0; i < TINY_TASKS; i++) {
      int number = i;
      calls.add(pool.submit(() -> number + 1));
    }
    for (CompletableFuture<Integer> call : calls) {
      call.get();
    }
  }

  private static void results(ProcessPool pool) throws ExecutionException, InterruptedException {
    for (int i = 0; i < RESULTS; i++) {
      pool.submit(() -> new byte[RESULT_BYTES]).get();
    }
  }
}
