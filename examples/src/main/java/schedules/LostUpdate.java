// Two deposits to one account. Each asks the bank between reading the balance and writing it, so
// that one can overwrite the other. In asyncio's own order of turns the second customer comes late
// enough, and all is well; SchedulesFindBugsTest finds an order in which it is not.
//   ./asyncio LostUpdate.java
import static asyncio.Asyncio.*;

import java.time.Duration;

/** A class with a name, unlike the other examples, so that a test can make many. */
class LostUpdate {

  private int balance;

  void main() {
    run(this::depositTwice);
    IO.println("balance: " + balance);
  }

  void depositTwice() {
    gather(
        () -> deposit(1),
        () -> {
          askBank();
          askBank();
          deposit(2);
        });
  }

  int balance() {
    return balance;
  }

  private void deposit(int amount) {
    int before = balance;
    askBank();
    balance = before + amount;
  }

  private static void askBank() {
    sleep(Duration.ZERO);
  }
}
