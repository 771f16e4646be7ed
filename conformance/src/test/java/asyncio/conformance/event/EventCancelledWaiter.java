package asyncio.conformance.event;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.gather;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.sync.Event;
import asyncio.task.CancelledError;
import asyncio.task.Task;

/** A cancelled waiter leaves the others waiting. */
public final class EventCancelledWaiter extends Scenario {

  private void waiter(String name, Event event) {
    try {
      event.await();
      print(name, "passes");
    } catch (CancelledError e) {
      print(name, "cancelled");
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          var event = new Event();
          Task<Void> a = createTask(() -> waiter("a", event));
          Task<Void> b = createTask(() -> waiter("b", event));
          sleep(seconds(0.5));
          a.cancel();
          sleep(seconds(0.5));
          event.set();
          gather(a, b);
        });
  }
}
