package asyncio.conformance.order;

import static asyncio.Asyncio.createFuture;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.task.Future;
import java.util.function.Consumer;

/**
 * Done callbacks run in the order of registration, in the iteration after completion; a late one
 * runs an iteration after it was added.
 */
public final class OrderDoneCallbacks extends Scenario {

  private Consumer<Future<String>> callback(String label, Future<String> future) {
    return done -> print(label, done.result(), done == future);
  }

  @Override
  protected void main() {
    run(
        () -> {
          Future<String> future = createFuture();
          future.addDoneCallback(callback("first", future));
          future.addDoneCallback(callback("second", future));
          future.setResult("value");
          future.addDoneCallback(callback("added when done", future));
          print("nothing was called yet");
          sleep(seconds(0));
          future.addDoneCallback(callback("added later", future));
          print("main");
          sleep(seconds(0));
          print("end");
        });
  }
}
