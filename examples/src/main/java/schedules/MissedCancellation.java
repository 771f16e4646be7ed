// A user borrows a connection and gives it back in the end, also if it is cancelled: but for the
// moment in which it logs in, before the block that gives it back has begun. In asyncio's own order
// of turns the cancellation comes later; SchedulesFindBugsTest finds an order in which it does not,
// and the pool is empty ever after.
//   ./asyncio MissedCancellation.java
import static asyncio.Asyncio.*;

import asyncio.queue.Queue;
import asyncio.task.CancelledError;
import asyncio.task.Task;
import java.time.Duration;

/** A class with a name, unlike the other examples, so that a test can make many. */
class MissedCancellation {

  private final Queue<String> pool = new Queue<>();

  void main() {
    run(this::cancelUser);
    IO.println("connections in the pool: " + pool.qsize());
  }

  void cancelUser() {
    pool.putNowait("the connection");
    Task<?> user = createTask(this::useConnection);
    for (int i = 0; i < 5; i++) {
      giveWay();
    }
    user.cancel();
    try {
      user.await();
    } catch (CancelledError expected) {
      // by us
    }
  }

  int available() {
    return pool.qsize();
  }

  private void useConnection() {
    String connection = pool.get();
    logIn();
    try {
      sleep(seconds(1));
    } finally {
      pool.putNowait(connection);
    }
  }

  private static void logIn() {
    giveWay();
  }

  private static void giveWay() {
    sleep(Duration.ZERO);
  }
}
