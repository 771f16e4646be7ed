// Money moves between two accounts, each with a lock of its own, and whoever moves it locks the
// account first that it takes from. Two who move in opposite directions can wait for each other
// forever. In asyncio's own order of turns the second comes when the first has gone;
// SchedulesFindBugsTest finds an order in which they meet.
//   ./asyncio LockOrder.java
import static asyncio.Asyncio.*;

import asyncio.sync.Lock;
import java.time.Duration;

/** A class with a name, unlike the other examples, so that a test can make many. */
class LockOrder {

  private static final class Account {
    final Lock lock = new Lock();
    int balance = 100;
  }

  private final Account left = new Account();
  private final Account right = new Account();

  void main() {
    run(this::moveThereAndBack);
    IO.println("left: " + left.balance + ", right: " + right.balance);
  }

  void moveThereAndBack() {
    gather(
        () -> move(20, left, right),
        () -> {
          for (int i = 0; i < 4; i++) {
            giveWay();
          }
          move(50, right, left);
        });
  }

  private static void move(int amount, Account from, Account to) {
    try (var _ = from.lock.hold()) {
      giveWay();
      try (var _ = to.lock.hold()) {
        giveWay();
        from.balance -= amount;
        to.balance += amount;
      }
    }
  }

  private static void giveWay() {
    sleep(Duration.ZERO);
  }
}
