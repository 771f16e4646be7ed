package asyncio.testing;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.gather;
import static asyncio.Asyncio.sleep;

import asyncio.sync.Lock;
import asyncio.task.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What random schedules are tried on: two programs that work in asyncio's own order of turns, and
 * fail in others, and one that always works. More programs with bugs are among the examples.
 */
final class ShuffledPrograms {

  private ShuffledPrograms() {}

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
