// Prints a dot ten times a second while three blocking calls run in two threads. (J1.T03, J3.T06,
// chapter 7)
// The pool tells how much there is to do, and leaving its block waits for the rest.
import static asyncio.Asyncio.*;

import asyncio.pool.ThreadPool;
import asyncio.task.Task;

void main() {
  run(
      () -> {
        try (var pool = new ThreadPool("blocking", 2)) {
          Task<?> dots = createTask(this::printDots);
          Task<?> all =
              createTask(
                  () ->
                      gather(
                          () -> pool.call(() -> blockFor("first", 1.0)),
                          () -> pool.call(() -> blockFor("second", 1.0)),
                          () -> pool.call(() -> blockFor("third", 0.5))));
          sleep(seconds(0.5));
          IO.println(pool.statistics());
          IO.println(all.await());
          dots.cancel();
        }
      });
}

void printDots() {
  while (true) {
    sleep(seconds(0.1));
    IO.println(".");
  }
}

String blockFor(String name, double seconds) throws InterruptedException {
  Thread.sleep(Math.round(seconds * 1000));
  return name;
}
