// One release too many lets one task too many in; a bounded semaphore refuses it.
import static asyncio.Asyncio.*;

import asyncio.sync.BoundedSemaphore;
import asyncio.sync.Semaphore;

int inside;
int mostInside;

void main() {
  run(this::program);
}

void program() {
  Semaphore semaphore = new Semaphore(2);
  semaphore.release(); // a mistake that shows late and elsewhere
  gather(() -> use(semaphore), () -> use(semaphore), () -> use(semaphore));
  IO.println("with 2 permits, " + mostInside + " were inside at a time");

  try {
    new BoundedSemaphore(2).release();
  } catch (IllegalStateException e) {
    IO.println(e.getMessage());
  }
}

void use(Semaphore semaphore) {
  try (var _ = semaphore.hold()) {
    inside++;
    mostInside = Math.max(mostInside, inside);
    sleep(seconds(1));
    inside--;
  }
}
