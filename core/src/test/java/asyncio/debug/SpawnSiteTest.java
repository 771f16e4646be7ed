package asyncio.debug;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import asyncio.support.NoLeaks;
import asyncio.task.RunOptions;
import asyncio.task.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Debug mode adds to a task's failure where the task was created. */
@ExtendWith(NoLeaks.class)
class SpawnSiteTest {

  private static Throwable failureOfTask(RunOptions options) {
    return run(
        options,
        () -> {
          Task<?> task = spawn();
          return catchThrowable(task::await);
        });
  }

  private static Task<?> spawn() {
    return createTask(
        "spawned",
        () -> {
          throw new IllegalStateException("failed");
        });
  }

  @Test
  void isASuppressedExceptionWithTheTraceOfTheCreation() {
    Throwable failure = failureOfTask(RunOptions.debugging());
    assertThat(failure).hasMessage("failed");
    assertThat(failure.getSuppressed()).hasSize(1);
    Throwable site = failure.getSuppressed()[0];
    assertThat(site).hasMessage("spawned was created here");
    StackTraceElement newest = site.getStackTrace()[0];
    assertThat(newest.getClassName()).isEqualTo(SpawnSiteTest.class.getName());
    assertThat(newest.getMethodName()).isEqualTo("spawn");
  }

  @Test
  void isMissingWithoutDebugMode() {
    assertThat(failureOfTask(RunOptions.DEFAULT).getSuppressed()).isEmpty();
  }
}
