package asyncio.conformance.task;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.Asyncio;
import asyncio.conformance.Scenario;
import asyncio.task.Task;
import java.util.List;

/** A cancelled task that never started does not run its finally block; one that started does. */
public final class TaskCoroutineClosedEarly extends Scenario {

  private void job(String name) {
    try {
      print(name, "starts");
      sleep(seconds(1.0));
    } finally {
      print(name, "finally");
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          Task<Void> a = createTask(() -> job("a"));
          sleep(seconds(0));
          Task<Void> b = createTask(() -> job("b"));
          a.cancel();
          b.cancel();
          Asyncio.wait(List.of(a, b));
          print(a.cancelled(), b.cancelled());
        });
  }
}
