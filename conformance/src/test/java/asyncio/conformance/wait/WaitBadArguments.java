package asyncio.conformance.wait;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.waitUntil;

import asyncio.Asyncio;
import asyncio.conformance.Scenario;
import asyncio.task.ReturnWhen;
import asyncio.task.Task;
import java.util.List;

/** wait refuses an empty collection; a bad name for when to return does not even get to it. */
public final class WaitBadArguments extends Scenario {

  @Override
  protected void main() {
    run(
        () -> {
          try {
            Asyncio.wait(List.<Task<String>>of());
          } catch (IllegalArgumentException e) {
            print("IllegalArgumentException for nothing to wait for");
          }
          Task<String> task = createTask(() -> sleep(seconds(0.5), "still usable"));
          try {
            waitUntil(ReturnWhen.valueOf("SOMETIME"), List.of(task));
          } catch (IllegalArgumentException e) {
            print("IllegalArgumentException for a bad return_when");
          }
          print(task.await());
        });
  }
}
