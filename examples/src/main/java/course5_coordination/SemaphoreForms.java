// A semaphore has a number of permits: acquire takes one or waits, release gives it to who waits.
// (J5.09, J5.10, J5.11, J5.12)
import static asyncio.Asyncio.*;

import asyncio.sync.Semaphore;

void main() {
  run(this::program);
}

void program() {
  Semaphore semaphore = new Semaphore(100);
  for (int i = 1; i <= 100; i++) {
    semaphore.acquire(); // there is a permit left: does not suspend
  }
  IO.println("all permits taken: " + semaphore.locked());

  createTask(() -> releaseAfterASecond(semaphore));
  semaphore.acquire(); // waits
  IO.println("the 101st got what was released");

  semaphore.release();
  useAndFail(semaphore);
  IO.println("after a failure there is one left: " + !semaphore.locked());
}

void releaseAfterASecond(Semaphore semaphore) {
  sleep(seconds(1));
  semaphore.release();
}

void useAndFail(Semaphore semaphore) {
  try (var _ = semaphore.hold()) {
    IO.println("inside all are taken: " + semaphore.locked());
    throw new IllegalStateException("the work failed");
  } catch (IllegalStateException e) {
    IO.println("released on every path");
  }
}
