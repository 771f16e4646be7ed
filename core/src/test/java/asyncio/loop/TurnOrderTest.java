package asyncio.loop;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.spi.Clock;
import asyncio.spi.Poller;
import asyncio.spi.TurnOrder;
import asyncio.support.NoLeaks;
import asyncio.task.EventLoop;
import asyncio.task.Future;
import asyncio.task.RunOptions;
import asyncio.task.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A loop whose turns somebody else gives out. */
@ExtendWith(NoLeaks.class)
class TurnOrderTest {

  private static final TurnOrder LAST_FIRST = ready -> ready.size() - 1;

  private static RunOptions inOrder(TurnOrder order) {
    return RunOptions.on(() -> new EventLoop(Clock.system(), Poller.parking(), order));
  }

  private static List<String> traceOfTwoTasks(TurnOrder order) {
    List<String> trace = new ArrayList<>();
    run(
        inOrder(order),
        () -> {
          List<Task<?>> tasks = new ArrayList<>();
          for (String name : List.of("a", "b")) {
            tasks.add(
                createTask(
                    () -> {
                      trace.add(name + "1");
                      sleep(Duration.ZERO);
                      trace.add(name + "2");
                    }));
          }
          for (Task<?> task : tasks) {
            task.await();
          }
        });
    return trace;
  }

  @Test
  void theFirstOfThoseThatAreReadyIsAsynciosOrder() {
    assertThat(traceOfTwoTasks(_ -> 0)).containsExactly("a1", "b1", "a2", "b2");
  }

  @Test
  void whoIsChosenMayRunAgainBeforeTheOthers() {
    assertThat(traceOfTwoTasks(LAST_FIRST)).containsExactly("b1", "b2", "a1", "a2");
  }

  @Test
  void callbacksStayInTheOrderOfTheirRegistration() {
    List<Integer> calls = new ArrayList<>();
    run(
        inOrder(LAST_FIRST),
        () -> {
          EventLoop loop = getRunningLoop();
          Stream.of(1, 2, 3).forEach(number -> loop.callSoon(() -> calls.add(number)));
          Future<String> last = loop.createFuture();
          loop.callSoon(() -> last.setResult("called"));
          last.await();
        });
    assertThat(calls).containsExactly(1, 2, 3);
  }

  @Test
  void itIsShownTasksFromTheirFirstStepOn() {
    List<Object> seen = new ArrayList<>();
    TurnOrder recording =
        ready -> {
          seen.addAll(ready);
          return 0;
        };
    Task<?> task =
        run(
            inOrder(recording),
            () -> {
              Task<?> created = createTask(() -> sleep(Duration.ZERO));
              created.await();
              return created;
            });
    assertThat(seen.stream().filter(entry -> entry == task)).hasSize(2);
  }

  @Test
  void whatItThrowsEndsTheRun() {
    EventLoop loop =
        new EventLoop(
            Clock.system(),
            Poller.parking(),
            _ -> {
              throw new IllegalStateException("enough");
            });
    try (loop) {
      loop.callSoon(() -> {});
      assertThatThrownBy(loop::runForever).hasMessage("enough");
    }
  }
}
