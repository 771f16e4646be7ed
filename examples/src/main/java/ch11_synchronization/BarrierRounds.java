// Three runners meet at a barrier after each round: the next one begins when the slowest is there.
import static asyncio.Asyncio.*;

import asyncio.sync.Barrier;

final Barrier barrier = new Barrier(3);

void main() {
  run(() -> gather(() -> runner("Ann", 3), () -> runner("Ben", 1), () -> runner("Cem", 2)));
}

void runner(String name, int seconds) {
  for (int round = 1; round <= 2; round++) {
    sleep(seconds(seconds));
    IO.println(name + " has run round " + round);
    if (barrier.await() == 2) { // the place in the order of arrival
      IO.println("round " + round + " is over, " + name + " was last");
    }
  }
}
