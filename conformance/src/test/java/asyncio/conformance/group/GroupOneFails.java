package asyncio.conformance.group;

import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.taskGroup;

import asyncio.conformance.Scenario;
import asyncio.task.ExceptionGroup;
import asyncio.task.Task;
import java.util.List;

/**
 * The first failure cancels the other tasks; the group throws an ExceptionGroup with the failures
 * only.
 */
public final class GroupOneFails extends Scenario {

  private Task<Void> worker;

  private void fails(double delay) {
    sleep(seconds(delay));
    throw new IllegalArgumentException("failed at " + delay);
  }

  private void worker() {
    try {
      sleep(seconds(10.0));
    } finally {
      print("worker unwinds", time());
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          try {
            taskGroup(
                group -> {
                  worker = group.createTask(this::worker);
                  group.createTask(() -> fails(0.5));
                  group.createTask(() -> fails(1.0));
                });
          } catch (ExceptionGroup e) {
            List<String> messages = e.exceptions().stream().map(Throwable::getMessage).toList();
            print(
                "ExceptionGroup of",
                messages.equals(List.of("failed at 0.5")),
                e.exceptions().size());
          }
          print("worker cancelled", worker.cancelled(), time());
        });
  }
}
