package asyncio.loop;

import static asyncio.Asyncio.await;
import static asyncio.Asyncio.createFuture;
import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.millis;
import static asyncio.Asyncio.newEventLoop;
import static asyncio.Asyncio.sleep;
import static java.time.Duration.ZERO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.support.Eventually;
import asyncio.support.LogRecords;
import asyncio.support.NoLeaks;
import asyncio.task.Action;
import asyncio.task.ErrorContext;
import asyncio.task.EventLoop;
import asyncio.task.Future;
import asyncio.task.Task;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A failure that nobody asks for is reported: when it can no longer be, or as the loop closes. */
@ExtendWith(NoLeaks.class)
class UnretrievedFailureTest {

  private static final RuntimeException FAILURE = new IllegalStateException("nobody cares");

  private final EventLoop loop = newEventLoop();
  private final List<ErrorContext> reports = new CopyOnWriteArrayList<>();

  UnretrievedFailureTest() {
    loop.setExceptionHandler((_, report) -> reports.add(report));
  }

  @AfterEach
  void close() {
    loop.close();
  }

  private static void fail() {
    throw FAILURE;
  }

  /** Runs a task that fails, and lets go of it. */
  private void runFailingTask() {
    loop.runUntilComplete(
        () -> {
          createTask("careless", UnretrievedFailureTest::fail);
          sleep(ZERO);
          sleep(ZERO);
        });
  }

  @Test
  void atTheCollectionOfATaskWhileTheLoopRuns() {
    loop.runUntilComplete(
        () -> {
          createTask("careless", UnretrievedFailureTest::fail);
          for (int i = 0; reports.isEmpty() && i < 10_000; i++) {
            System.gc();
            sleep(millis(1));
          }
        });
    assertThat(reports).hasSize(1);
    assertThat(reports.getFirst().message()).isEqualTo("Task exception was never retrieved");
    assertThat(reports.getFirst().exception()).isSameAs(FAILURE);
    assertThat(reports.getFirst().get("future").toString()).contains("careless");
  }

  @Test
  void atTheCollectionOfATaskWhileTheLoopStands() {
    runFailingTask();
    Eventually.eventuallyCollected(
        "the failure is reported",
        () -> {
          loop.stop();
          loop.runForever();
          return !reports.isEmpty();
        });
    loop.close();
    assertThat(reports).hasSize(1);
  }

  @Test
  void atTheCollectionOfAFuture() {
    loop.createFuture().setException(FAILURE);
    Eventually.eventuallyCollected(
        "the failure is reported",
        () -> {
          loop.stop();
          loop.runForever();
          return !reports.isEmpty();
        });
    assertThat(reports.getFirst().message()).isEqualTo("Future exception was never retrieved");
  }

  @Test
  void atTheLatestWhenTheLoopCloses() {
    Task<?> held =
        loop.runUntilComplete(
            () -> {
              Task<?> task = createTask("held", UnretrievedFailureTest::fail);
              sleep(ZERO);
              return task;
            });
    assertThat(reports).isEmpty();
    loop.close();
    assertThat(reports).hasSize(1);
    assertThat(held.exception()).isSameAs(FAILURE);
    assertThat(reports).hasSize(1);
  }

  @Test
  void withoutAHandlerItIsLoggedWithTheException() {
    loop.setExceptionHandler(null);
    runFailingTask();
    try (LogRecords log = LogRecords.capture()) {
      loop.close();
      assertThat(log.messages(Level.SEVERE))
          .singleElement()
          .asString()
          .startsWith("Task exception was never retrieved");
      assertThat(log.all().getFirst().getThrown()).isSameAs(FAILURE);
    }
  }

  @Test
  void debugModeTellsWhereTheTaskWasCreated() {
    loop.setDebug(true);
    runFailingTask();
    loop.close();
    assertThat(reports.getFirst().get("source_traceback").toString()).contains("at ");
    assertThat(reports).hasSize(1);
  }

  @Test
  void notIfSomebodyAsksInWhateverWay() {
    List<Action> waysToAsk =
        List.of(
            () -> assertThatThrownBy(() -> failing().await()).isSameAs(FAILURE),
            () -> assertThat(failing().exception()).isSameAs(FAILURE),
            () -> assertThatThrownBy(() -> failing().result()).isSameAs(FAILURE),
            () -> failing().cancel(),
            () -> assertThatThrownBy(() -> await(failing())).isSameAs(FAILURE),
            () -> failing().toCompletableFuture());
    for (Action ask : waysToAsk) {
      loop.runUntilComplete(ask);
    }
    loop.close();
    assertThat(reports).isEmpty();
  }

  private static Future<String> failing() {
    Future<String> future = createFuture();
    future.setException(FAILURE);
    return future;
  }

  @Test
  void aCancellationIsNoFailure() {
    loop.runUntilComplete(
        () -> {
          createFuture().cancel();
          createTask(() -> createFuture().await()).cancel();
          sleep(ZERO);
        });
    loop.close();
    assertThat(reports).isEmpty();
  }
}
