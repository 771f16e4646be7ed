package asyncio.debug;

import static asyncio.Asyncio.ALL_COMPLETED;
import static asyncio.Asyncio.createFuture;
import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.generator;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.waitUntil;
import static java.time.Duration.ZERO;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.iteration.AsyncGenerator;
import asyncio.support.NoLeaks;
import asyncio.task.Task;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A body has a stack of its own, which is part of the stack of the task that is inside. */
@ExtendWith(NoLeaks.class)
class GeneratorStackTest {

  @Test
  void theStackOfATaskGoesOnBelowTheBody() {
    run(
        () -> {
          AsyncGenerator<Integer, ?> generator = generator(_ -> waitInTheBody());
          Task<Integer> task = createTask(() -> askFor(generator));
          sleep(ZERO);
          List<String> methods =
              task.getStack().stream().map(StackTraceElement::getMethodName).toList();
          assertThat(methods).containsSubsequence("waitInTheBody", "askFor");
          task.cancel();
          waitUntil(ALL_COMPLETED, Set.of(task));
        });
  }

  private static void waitInTheBody() {
    createFuture().await();
  }

  private static int askFor(AsyncGenerator<Integer, ?> generator) {
    return generator.anext();
  }
}
