package asyncio.conformance.eager;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.task.Task;

/**
 * Under the eager task factory createTask runs the coroutine at once up to its first suspension.
 */
public final class EagerRunsAtOnce extends Scenario {

  private String job(String name, double delay) {
    print(name, "starts");
    if (delay > 0) {
      sleep(seconds(delay));
      print(name, "resumes");
    }
    return name;
  }

  @Override
  protected void main() {
    run(
        () -> {
          getRunningLoop().setTaskFactory(Task::createEager);
          Task<String> a = createTask(() -> job("a", 0));
          print("a done", a.done(), a.result());
          Task<String> b = createTask(() -> job("b", 0.5));
          print("b done", b.done());
          print(b.await());
        });
  }
}
