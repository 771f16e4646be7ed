package asyncio.task;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.sleep;
import static java.time.Duration.ZERO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.support.FastEngineOnly;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a cancellation carries, and how a scope recognises one. */
class CancelledErrorTest {

  @Test
  void keepsWhatTryWithResourcesFailedToClose() {
    IOException second = new IOException("of close");
    run(
        () -> {
          Task<Void> task =
              createTask(
                  () -> {
                    try (AutoCloseable _ =
                        () -> {
                          throw second;
                        }) {
                      sleep(ZERO);
                    }
                  });
          sleep(ZERO);
          task.cancel();
          assertThatThrownBy(task::await)
              .isInstanceOf(CancelledError.class)
              .hasSuppressedException(second);
        });
  }

  @Test
  void isNotBehindAnOrdinaryFailure() {
    IOException failure = new IOException("ordinary");
    assertThat(CancelledError.behind(failure)).isSameAs(failure);
    run(() -> assertThat(CancelledError.behind(failure)).isSameAs(failure));
  }

  @Test
  @FastEngineOnly
  void isBehindWhatAnInterruptedCallThrew() {
    List<Throwable> seen = new ArrayList<>();
    run(
        () -> {
          Task<Void> task =
              createTask(
                  () -> {
                    try {
                      Thread.sleep(Long.MAX_VALUE);
                    } catch (InterruptedException interrupted) {
                      seen.add(CancelledError.behind(interrupted));
                      sleep(ZERO); // was delivered, and does not strike again
                    }
                  });
          sleep(ZERO);
          task.cancel("enough");
          task.await();
        });
    assertThat(seen)
        .singleElement()
        .isInstanceOfSatisfying(
            CancelledError.class,
            error ->
                assertThat(error)
                    .hasMessage("enough")
                    .cause()
                    .isInstanceOf(InterruptedException.class));
  }
}
