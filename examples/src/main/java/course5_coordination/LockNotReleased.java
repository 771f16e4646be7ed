// A lock is not reentrant: a task that asks again for what it holds waits for itself, and whoever
// forgets to release it locks everybody out. (J5.T04)
import static asyncio.Asyncio.*;

import asyncio.sync.Lock;

final Lock lock = new Lock();

void main() {
  run(this::program);
}

void program() {
  createTask("owner", this::askTwice).await();
  askInVain("another task");
  IO.println(lock); // says who holds it
  lock.release(); // any task may
  lock.acquire();
  IO.println("once released it can be had again");
}

void askTwice() {
  lock.acquire();
  askInVain("the owner");
}

void askInVain(String who) {
  try {
    timeout(seconds(10), () -> lock.acquire());
  } catch (TimeoutException e) {
    IO.println(who + " waited in vain");
  }
}
