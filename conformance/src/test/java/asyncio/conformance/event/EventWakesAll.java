package asyncio.conformance.event;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.gather;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.sync.Event;
import asyncio.task.Task;

/** Set wakes all waiters in the order of waiting; await on a set event does not give way. */
public final class EventWakesAll extends Scenario {

  private void waiter(int n, Event event) {
    event.await();
    print(n, time());
  }

  @Override
  protected void main() {
    run(
        () -> {
          var event = new Event();
          Task<Void> first = createTask(() -> waiter(0, event));
          Task<Void> second = createTask(() -> waiter(1, event));
          Task<Void> third = createTask(() -> waiter(2, event));
          sleep(seconds(0.5));
          print("is set", event.isSet());
          event.set();
          getRunningLoop().callSoon(() -> print("callback"));
          event.await();
          print("main");
          gather(first, second, third);
        });
  }
}
