package asyncio.conformance.group;

import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.taskGroup;

import asyncio.conformance.Scenario;
import asyncio.task.Task;
import java.util.List;

/** A task of a group that is cancelled by hand ends alone: no failure, the others go on. */
public final class GroupChildCancelled extends Scenario {

  private void job() {
    sleep(seconds(1.0));
    print("job done");
  }

  @Override
  protected void main() {
    run(
        () -> {
          List<Task<Void>> tasks =
              taskGroup(
                  group -> {
                    Task<Void> a = group.createTask(this::job);
                    Task<Void> b = group.createTask(this::job);
                    sleep(seconds(0.5));
                    a.cancel();
                    return List.of(a, b);
                  });
          print(tasks.get(0).cancelled(), tasks.get(1).cancelled(), time());
        });
  }
}
