package asyncio.conformance.event;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.sync.Event;
import asyncio.task.Task;

/**
 * An event that is cleared right after set still lets those go who were waiting, not those who come
 * later.
 */
public final class EventSetAndClear extends Scenario {

  private void waiter(String name, Event event) {
    event.await();
    print(name, "passes", event.isSet() ? "set" : "cleared", time());
  }

  @Override
  protected void main() {
    run(
        () -> {
          var event = new Event();
          createTask(() -> waiter("early", event));
          sleep(seconds(0.5));
          event.set();
          event.clear();
          Task<Void> late = createTask(() -> waiter("late", event));
          sleep(seconds(0.5));
          print("late done", late.done());
          event.set();
          event.set();
          late.await();
        });
  }
}
