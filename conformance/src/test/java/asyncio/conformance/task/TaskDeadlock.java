package asyncio.conformance.task;

import static asyncio.Asyncio.createFuture;
import static asyncio.Asyncio.shield;

import asyncio.conformance.Scenario;
import asyncio.task.Future;

/**
 * A program that waits for something that can never happen: the loop runs dry, and leaving run()
 * still cancels main.
 */
public final class TaskDeadlock extends Scenario {

  @Override
  protected void main() {
    run(
        () -> {
          Future<Void> event = createFuture();
          try {
            shield(event).await(); // cancelling main leaves the event alone
          } finally {
            print("main cancelled", event.done(), time());
          }
        });
  }
}
