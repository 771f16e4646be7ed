package asyncio.testing;

import static asyncio.Asyncio.createSubprocessExec;
import static asyncio.Asyncio.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.process.Process;
import asyncio.process.ProcessOptions;
import asyncio.task.Outcome;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whenever a task is cancelled that deals with a process, no process is left behind. */
class CancelProcessesTest {

  /** What a task does with a process that would run for long. */
  private interface Deed {
    void doWith(Process process) throws Exception;
  }

  private static CancelScenario deed(Deed deed) {
    return new CancelScenario() {
      private @Nullable Process process;

      @Override
      public void run() throws Exception {
        process = createSubprocessExec(ProcessOptions.PIPES, "cat");
        try {
          deed.doWith(process);
        } finally {
          process.stop(seconds(0));
        }
      }

      @Override
      public void verify(Outcome<?> outcome) {
        assertThat(process == null || process.returncode() != null).isTrue();
      }
    };
  }

  @Test
  void communicating() {
    assertThat(CancelEverywhere.check(() -> deed(process -> process.communicate(new byte[9]))))
        .isPositive();
  }

  @Test
  void waiting() {
    assertThat(
            CancelEverywhere.check(
                () ->
                    deed(
                        process -> {
                          process.terminate();
                          process.await();
                        })))
        .isPositive();
  }

  @Test
  void stopping() {
    assertThat(CancelEverywhere.check(() -> deed(process -> process.stop(seconds(60)))))
        .isPositive();
  }
}
