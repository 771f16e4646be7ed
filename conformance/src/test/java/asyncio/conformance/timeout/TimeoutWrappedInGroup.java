package asyncio.conformance.timeout;

import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.taskGroup;
import static asyncio.Asyncio.timeout;

import asyncio.conformance.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;

/**
 * A timeout around a task group cancels all its tasks and still comes out as a plain
 * TimeoutException.
 */
public final class TimeoutWrappedInGroup extends Scenario {

  private final List<Integer> unwound = new ArrayList<>();

  private void worker(int n) {
    try {
      sleep(seconds(10.0));
    } finally {
      unwound.add(n);
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          try {
            timeout(
                seconds(1.0),
                () -> {
                  taskGroup(
                      group -> {
                        group.createTask(() -> worker(1));
                        group.createTask(() -> worker(2));
                      });
                  print("never printed");
                });
          } catch (TimeoutException e) {
            print("TimeoutException", time(), unwound.stream().sorted().toList());
          }
        });
  }
}
