// Those who wait for a condition give the lock back meanwhile; one, some or all are notified, and
// go
// on when they have the lock again.
// (J5.19, J5.20, J5.21, J5.22, J5.23, J5.T08, J5.T09)
import static asyncio.Asyncio.*;

import asyncio.sync.Condition;

final Condition condition = new Condition();

void main() {
  run(this::program);
}

void program() {
  createTask(this::waitByHand);
  for (int i = 2; i <= 5; i++) {
    int number = i;
    createTask(() -> waitByResource(number));
  }
  sleep(seconds(0)); // lets them begin to wait

  try (var _ = condition.hold()) {
    condition.notifyOne();
    sleep(seconds(1));
    IO.println("one is notified, and needs the lock");
  }
  sleep(seconds(1));
  try (var _ = condition.hold()) {
    condition.notify(2);
  }
  sleep(seconds(1));
  try (var _ = condition.hold()) {
    condition.notifyEveryone();
  }
  sleep(seconds(1));

  try {
    condition.notifyOne();
  } catch (IllegalStateException e) {
    IO.println("refused, as nobody holds the lock");
  }
}

void waitByHand() {
  condition.acquire();
  try {
    condition.await();
    IO.println("1 goes on");
  } finally {
    condition.release();
  }
}

void waitByResource(int number) {
  try (var _ = condition.hold()) {
    condition.await();
    IO.println(number + " goes on");
  }
}
