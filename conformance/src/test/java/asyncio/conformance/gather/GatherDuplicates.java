package asyncio.conformance.gather;

import static asyncio.Asyncio.coroutine;
import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.gather;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.task.Coroutine;
import asyncio.task.Task;

/** The same coroutine or task given twice runs once, and its result appears twice. */
public final class GatherDuplicates extends Scenario {

  private String job(String name) {
    print("run", name);
    sleep(seconds(1.0));
    return name;
  }

  @Override
  protected void main() {
    run(
        () -> {
          Task<String> task = createTask(() -> job("a"));
          Coroutine<String> coroutine = coroutine(() -> job("b"));
          print(String.join(" ", gather(task, coroutine, task, coroutine)));
          print(time());
        });
  }
}
