package asyncio.conformance.group;

import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.taskGroup;

import asyncio.conformance.Scenario;
import asyncio.task.Task;
import java.util.List;

/** A task group's block ends when all its tasks are done; their results are read from the tasks. */
public final class GroupWaitsForAll extends Scenario {

  private double job(double n) {
    sleep(seconds(n));
    print("job", n);
    return n * 2;
  }

  @Override
  protected void main() {
    run(
        () -> {
          List<Task<Double>> tasks =
              taskGroup(
                  group -> {
                    Task<Double> a = group.createTask(() -> job(2.0));
                    Task<Double> b = group.createTask(() -> job(0.5));
                    print("body ends");
                    return List.of(a, b);
                  });
          print(tasks.get(0).result(), tasks.get(1).result(), time());
        });
  }
}
