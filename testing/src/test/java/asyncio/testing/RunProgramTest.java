package asyncio.testing;

import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.newEventLoop;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.task.EventLoop;
import asyncio.task.RunOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@link VirtualTime#runProgram}: a program that knows nothing of virtual time. */
class RunProgramTest {

  private static final Duration AN_HOUR = Duration.ofHours(1);

  @Test
  void everyRunIsOnALoopOfItsOwnThatBeginsAtZero() throws Exception {
    Duration elapsed =
        VirtualTime.runProgram(
            () -> {
              run(() -> sleep(AN_HOUR));
              run(RunOptions.debugging(), () -> assertThat(getRunningLoop().time()).isZero());
              run(() -> sleep(AN_HOUR));
            });
    assertThat(elapsed).isEqualTo(Duration.ofHours(2));
  }

  @Test
  void loopsMadeByHandAreOnVirtualTimeToo() throws Exception {
    Duration elapsed =
        VirtualTime.runProgram(
            () -> {
              try (EventLoop loop = newEventLoop()) {
                loop.runUntilComplete(loop.createTask(() -> sleep(AN_HOUR)));
              }
            });
    assertThat(elapsed).isEqualTo(AN_HOUR);
  }

  @Test
  void aLoopFactoryOfTheProgramIsRespected() throws Exception {
    AtomicReference<EventLoop> own = new AtomicReference<>();
    VirtualTime.runProgram(
        () ->
            run(
                RunOptions.on(
                    () -> {
                      own.set(VirtualTime.newEventLoop());
                      return own.get();
                    }),
                () -> assertThat(getRunningLoop()).isSameAs(own.get())));
    assertThat(own).doesNotHaveNullValue();
  }

  @Test
  @Timeout(10)
  void theDefaultIsBackAfterTheProgram() throws Exception {
    VirtualTime.runProgram(() -> run(() -> sleep(AN_HOUR)));
    run(
        () -> {
          double start = getRunningLoop().time();
          while (getRunningLoop().time() == start) { // virtual time would stand still
            Thread.onSpinWait();
          }
        });
  }

  @Test
  void whatTheProgramThrowsComesOut() {
    assertThatThrownBy(
            () ->
                VirtualTime.runProgram(
                    () -> {
                      throw new IOException("no disk");
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage("no disk");
  }
}
