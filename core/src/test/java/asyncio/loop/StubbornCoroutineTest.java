package asyncio.loop;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.newEventLoop;
import static asyncio.Asyncio.sleep;
import static java.time.Duration.ZERO;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.task.EventLoop;
import asyncio.task.Task;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * A coroutine that catches everything cannot keep its loop from closing. It is left behind; {@code
 * NoLeaks} would complain.
 */
class StubbornCoroutineTest {

  @Test
  void isLeftBehindAfterAHundredChances() {
    var attempts = new AtomicInteger();
    EventLoop loop = newEventLoop();
    loop.setExceptionHandler((_, _) -> {});
    Task<?> stubborn =
        loop.runUntilComplete(
            () -> {
              Task<?> task = createTask(() -> goOnForEver(attempts));
              sleep(ZERO);
              return task;
            });
    loop.close();
    assertThat(attempts.get()).isBetween(100, 110);
    assertThat(stubborn.cancelled()).isTrue();
  }

  private static void goOnForEver(AtomicInteger attempts) {
    while (true) {
      try {
        sleep(ZERO);
      } catch (Throwable everything) {
        attempts.incrementAndGet();
      }
    }
  }
}
