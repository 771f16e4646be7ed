package asyncio.engine;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.sleep;
import static java.time.Duration.ZERO;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.spi.Clock;
import asyncio.spi.Poller;
import asyncio.support.NoLeaks;
import asyncio.task.EventLoop;
import asyncio.task.RunOptions;
import asyncio.task.Task;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Interrupts that do not come from the library stay where they are. */
@ExtendWith(NoLeaks.class)
class InterruptTest {

  @Test
  void aTaskKeepsItsOwnInterruptAcrossAnAwait() {
    run(
        () -> {
          Task<Boolean> interrupted =
              createTask(
                  () -> {
                    Thread.currentThread().interrupt();
                    sleep(Duration.ofMillis(1));
                    return Thread.interrupted();
                  });
          Task<Boolean> other = createTask(() -> sleep(ZERO, Thread.interrupted()));
          assertThat(interrupted.await()).isTrue();
          assertThat(other.await()).isFalse();
          assertThat(Thread.interrupted()).isFalse();
        });
  }

  @Test
  void anInterruptBeforeARunIsThereAfterIt() {
    Thread.currentThread().interrupt();
    String result = run(() -> sleep(Duration.ofMillis(1), "ran to its end"));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(result).isEqualTo("ran to its end");
  }

  @Test
  void anInterruptWhileTheLoopWaitsIsThereAfterTheRun() {
    Thread runner = Thread.currentThread();
    InterruptingPoller interrupting = new InterruptingPoller(runner);
    String result =
        run(
            RunOptions.on(() -> new EventLoop(Clock.system(), interrupting)),
            () -> {
              while (!interrupting.interrupted) { // the loop never waits if its timer is late
                sleep(Duration.ofMillis(1));
              }
              return sleep(Duration.ofMillis(1), "ran to its end");
            });
    assertThat(Thread.interrupted()).isTrue();
    assertThat(result).isEqualTo("ran to its end");
  }

  /** Interrupts the thread that runs the loop, once, when the loop has nothing to do. */
  private static final class InterruptingPoller implements Poller {

    private final Poller waiting = Poller.parking();
    private final Thread runner;
    private boolean interrupted;

    InterruptingPoller(Thread runner) {
      this.runner = runner;
    }

    @Override
    public void await(long timeoutNanos, boolean foreignWork) {
      if (!interrupted) {
        interrupted = true;
        runner.interrupt();
      }
      waiting.await(timeoutNanos, foreignWork);
    }

    @Override
    public void wakeup() {
      waiting.wakeup();
    }

    @Override
    public void close() {
      waiting.close();
    }
  }
}
