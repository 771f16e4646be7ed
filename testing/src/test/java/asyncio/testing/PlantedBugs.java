package asyncio.testing;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.gather;
import static asyncio.Asyncio.sleep;

import asyncio.queue.Queue;
import asyncio.sync.Lock;
import asyncio.task.CancelledError;
import asyncio.task.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Programs that work in asyncio's own order of turns, and fail in others. */
final class PlantedBugs {

  private PlantedBugs() {}

  private static void giveWay() {
    sleep(Duration.ZERO);
  }

  private static void check(boolean holds, String rule) {
    if (!holds) {
      throw new AssertionError(rule);
    }
  }

  // ---- an update is lost

  private static final class Account {

    private int balance;

    void deposit(int amount) {
      int before = balance;
      giveWay(); // asks the bank
      balance = before + amount;
    }
  }

  /** The second depositor comes when the first one should be done. */
  static void lostUpdate() {
    Account account = new Account();
    gather(
        () -> account.deposit(1),
        () -> {
          giveWay();
          giveWay();
          account.deposit(2);
        });
    check(account.balance == 3, "both deposits count, and the balance is " + account.balance);
  }

  // ---- checks, waits, and acts on what it has checked

  private static final class Cache {

    private final Map<String, String> values = new HashMap<>();
    private int loads;

    String get(String key) {
      String value = values.get(key);
      if (value == null) {
        value = load(key);
        values.put(key, value);
      }
      return value;
    }

    private String load(String key) {
      giveWay();
      loads++;
      return key + loads;
    }
  }

  /** The second reader comes when the value should be there. */
  static void checkThenAct() {
    Cache cache = new Cache();
    gather(
        () -> cache.get("key"),
        () -> {
          for (int i = 0; i < 3; i++) {
            giveWay();
          }
          return cache.get("key");
        });
    check(cache.loads == 1, "a value is loaded once, and was " + cache.loads + " times");
  }

  // ---- two locks, taken in two orders

  private static void moveBetween(Lock first, Lock second) {
    try (var _ = first.hold()) {
      giveWay();
      try (var _ = second.hold()) {
        giveWay();
      }
    }
  }

  /** The second task comes when the first one should have gone. */
  static void lockOrder() {
    Lock left = new Lock();
    Lock right = new Lock();
    gather(
        () -> moveBetween(left, right),
        () -> {
          for (int i = 0; i < 4; i++) {
            giveWay();
          }
          moveBetween(right, left);
        });
  }

  // ---- a cancellation that comes at the wrong moment

  /** Takes what it needs and gives it back, but for one moment at which it cannot be cancelled. */
  static void missedCancellation() {
    Queue<String> pool = new Queue<>();
    pool.putNowait("the connection");
    Task<@Nullable Void> user =
        createTask(
            () -> {
              String connection = pool.get();
              giveWay(); // logs in: a cancellation here loses the connection
              try {
                sleep(Duration.ofSeconds(1));
              } finally {
                pool.putNowait(connection);
              }
            });
    for (int i = 0; i < 5; i++) {
      giveWay();
    }
    user.cancel();
    try {
      user.await();
    } catch (CancelledError expected) {
      check(pool.qsize() == 1, "the connection is back in the pool");
    }
  }

  // ---- none

  /** Twenty tasks that take turns with a lock. */
  static void twentyTasks() {
    Lock lock = new Lock();
    int[] counter = new int[1];
    List<Task<?>> tasks = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      tasks.add(
          createTask(
              () -> {
                giveWay();
                try (var _ = lock.hold()) {
                  int before = counter[0];
                  giveWay();
                  counter[0] = before + 1;
                }
              }));
    }
    for (Task<?> task : tasks) {
      task.await();
    }
    check(counter[0] == 20, "every task counts");
  }
}
