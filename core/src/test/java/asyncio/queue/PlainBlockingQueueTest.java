package asyncio.queue;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.toThread;
import static java.time.Duration.ZERO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.support.FastEngineOnly;
import asyncio.support.NoLeaks;
import asyncio.task.CancelledError;
import asyncio.task.Task;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A coroutine that takes from a BlockingQueue of plain threads; docs/coming-from-java.md. */
@ExtendWith(NoLeaks.class)
class PlainBlockingQueueTest {

  private final BlockingQueue<String> plain = new LinkedBlockingQueue<>();

  /** The way that works on both engines. */
  @Test
  void takeInAThread() {
    run(
        () -> {
          Task<String> taker = createTask(() -> toThread(plain::take));
          sleep(ZERO);
          plain.add("item"); // the loop goes on while the thread waits
          assertThat(taker.await()).isEqualTo("item");
        });
  }

  @Test
  @FastEngineOnly // on the portable engine this take() would block the loop for ever
  void takeParksItsCoroutineAlone() {
    run(
        () -> {
          Task<String> taker = createTask(plain::take);
          sleep(ZERO);
          assertThat(taker.done()).isFalse();
          plain.add("item");
          assertThat(taker.await()).isEqualTo("item");
        });
  }

  @Test
  @FastEngineOnly
  void aCancelledTakeTakesNothing() {
    run(
        () -> {
          Task<String> taker = createTask(plain::take);
          sleep(ZERO);
          taker.cancel();
          assertThatThrownBy(taker::await).isInstanceOf(CancelledError.class);
          plain.add("item");
          assertThat(plain).containsExactly("item");
        });
  }

  /** Why a queue of the loop with forThreads() is better: the thread cannot be called back. */
  @Test
  void aCancelledTakeInAThreadGoesOnAndDropsTheItem() {
    run(
        () -> {
          CountDownLatch begun = new CountDownLatch(1);
          Task<String> taker =
              createTask(
                  () ->
                      toThread(
                          () -> {
                            begun.countDown();
                            return plain.take();
                          }));
          toThread(() -> begun.await());
          taker.cancel();
          assertThatThrownBy(taker::await).isInstanceOf(CancelledError.class);
          plain.add("item");
          while (!plain.isEmpty()) {
            sleep(ZERO);
          }
        });
  }
}
