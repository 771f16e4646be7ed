package asyncio.conformance.future;

import static asyncio.Asyncio.createFuture;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.task.Future;
import java.util.function.Consumer;

/**
 * removeDoneCallback removes every copy and says how many; once the future is done they are out of
 * reach.
 */
public final class FutureRemoveCallback extends Scenario {

  @Override
  protected void main() {
    run(
        () -> {
          Future<Void> f = createFuture();
          Consumer<Future<Void>> one = done -> print("one");
          Consumer<Future<Void>> two = done -> print("two");
          f.addDoneCallback(one);
          f.addDoneCallback(two);
          f.addDoneCallback(one);
          f.addDoneCallback(two);
          print("removed", f.removeDoneCallback(one));
          print("removed", f.removeDoneCallback(one));
          f.setResult(null);
          print("removed when done", f.removeDoneCallback(two));
          sleep(seconds(0));
          print("end");
        });
  }
}
