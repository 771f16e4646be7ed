package asyncio.conformance.group;

import static asyncio.Asyncio.currentTask;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.taskGroup;

import asyncio.conformance.Scenario;
import asyncio.task.CancelledError;
import asyncio.task.ExceptionGroup;
import asyncio.task.Task;

/**
 * A failing task interrupts a body that is still awaiting; that cancellation is taken back when the
 * group is left.
 */
public final class GroupBodyInterruptedByChild extends Scenario {

  private void fails() {
    sleep(seconds(0.5));
    throw new IllegalArgumentException("child");
  }

  @Override
  protected void main() {
    run(
        () -> {
          Task<?> me = currentTask();
          try {
            taskGroup(
                group -> {
                  group.createTask(this::fails);
                  try {
                    sleep(seconds(10.0));
                  } catch (CancelledError e) {
                    print("body interrupted, requests", me.cancelling());
                    throw e;
                  }
                });
          } catch (ExceptionGroup e) {
            print(e.exceptions().getFirst().getMessage(), "requests", me.cancelling());
          }
          sleep(seconds(0.5));
          print("goes on", time());
        });
  }
}
