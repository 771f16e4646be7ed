// A lock taken and given back by hand, and by try-with-resources, which is shorter and cannot
// forget.
// (J5.06, J5.07)
import static asyncio.Asyncio.*;

import asyncio.sync.Lock;

final Lock lock = new Lock();

void main() {
  run(this::program);
}

void program() {
  gather(() -> byHand("first"), () -> byHand("second"));
  gather(() -> byResource("third"), () -> byResource("fourth"));
  try {
    fail();
  } catch (IllegalStateException e) {
    IO.println("after a failure: locked " + lock.locked());
  }
}

void byHand(String name) {
  lock.acquire();
  try {
    work(name);
  } finally {
    lock.release();
  }
}

void byResource(String name) {
  try (var _ = lock.hold()) {
    work(name);
  }
}

void work(String name) {
  IO.println(name + " has the lock");
  sleep(seconds(1));
}

void fail() {
  try (var _ = lock.hold()) {
    IO.println("about to fail: locked " + lock.locked());
    throw new IllegalStateException("the work failed");
  }
}
