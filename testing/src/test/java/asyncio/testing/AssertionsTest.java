package asyncio.testing;

import static asyncio.Asyncio.createFuture;
import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.taskGroup;
import static asyncio.testing.TestKit.waitUntilIdle;
import static asyncio.testing.assertions.AsyncAssertions.assertThatFuture;
import static asyncio.testing.assertions.AsyncAssertions.assertThatGroup;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.task.ExceptionGroup;
import asyncio.task.Future;
import asyncio.task.Task;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The assertions for futures and groups, when they hold and when they do not. */
class AssertionsTest {

  @AsyncTest
  void aFutureWithAResult() {
    Future<String> future = createFuture();
    assertThatFuture(future).isPending();
    assertThatThrownBy(() -> assertThatFuture(future).isDone())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("Expected to be done")
        .hasMessageContaining("<Future pending");
    future.setResult("it");
    assertThatFuture(future).isDone().hasSucceeded().hasResult("it");
    assertThatFuture(future).result().asString().startsWith("i");
    assertThatThrownBy(() -> assertThatFuture(future).isPending())
        .hasMessageContaining("Expected to be pending");
    assertThatThrownBy(() -> assertThatFuture(future).hasResult("other"))
        .hasMessageContaining("result of <Future finished");
    assertThatThrownBy(() -> assertThatFuture(future).isCancelled())
        .hasMessageContaining("Expected to be cancelled");
    assertThatThrownBy(() -> assertThatFuture(future).failure())
        .hasMessageContaining("Expected to have failed");
  }

  @AsyncTest
  void aTaskThatFails() {
    Task<?> task =
        createTask(
            () -> {
              throw new IOException("no");
            });
    waitUntilIdle();
    assertThatFuture(task).hasFailedWith(IOException.class).failure().hasMessage("no");
    assertThatThrownBy(() -> assertThatFuture(task).hasSucceeded())
        .hasMessageContaining("Expected to have a result");
    assertThatThrownBy(() -> assertThatFuture(task).group()).hasMessageContaining("ExceptionGroup");
  }

  @AsyncTest
  void aTaskThatIsCancelled() {
    Task<?> task = createTask(() -> createFuture().await());
    waitUntilIdle();
    task.cancel("enough");
    waitUntilIdle();
    assertThatFuture(task).isCancelled().isCancelledWith("enough");
    assertThatThrownBy(() -> assertThatFuture(task).isCancelledWith("other"))
        .hasMessageContaining("cancellation of <Task cancelled");
    assertThatThrownBy(() -> assertThatFuture(task).failure())
        .hasMessageContaining("Expected to have failed");
  }

  @AsyncTest
  void aTaskThatFailsWithAGroup() {
    Task<?> task =
        createTask(
            () ->
                taskGroup(
                    group -> {
                      group.createTask(
                          () -> {
                            throw new IOException("no");
                          });
                    }));
    waitUntilIdle();
    assertThatFuture(task).group().hasLeavesOf(IOException.class);
  }

  @Test
  void groupsInGroups() {
    ExceptionGroup group =
        new ExceptionGroup(
            "outer",
            List.of(
                new IOException("a"),
                new ExceptionGroup("inner", List.of(new IllegalStateException("b")))));
    assertThatGroup(group)
        .hasLeavesOf(IOException.class, IllegalStateException.class)
        .contains(IllegalStateException.class)
        .hasMessageContaining("outer")
        .members()
        .hasSize(2);
    assertThatGroup(group).leaves().extracting(Throwable::getMessage).containsExactly("a", "b");
    assertThatThrownBy(() -> assertThatGroup(group).contains(InterruptedException.class))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> assertThatGroup(null).members()).isInstanceOf(AssertionError.class);
  }
}
