package asyncio.conformance.future;

import static asyncio.Asyncio.createFuture;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.seconds;

import asyncio.conformance.Scenario;
import asyncio.task.EventLoop;
import asyncio.task.Future;
import java.util.NoSuchElementException;

/** A future bridges a timer callback to an awaiting task. */
public final class FutureSetByTimer extends Scenario {

  @Override
  protected void main() {
    run(
        () -> {
          EventLoop loop = getRunningLoop();
          Future<String> f = createFuture();
          loop.callLater(seconds(1.5), () -> f.setResult("rang"));
          print("before", time(), f.done());
          print(f.await(), time(), f.done());
          Future<String> g = createFuture();
          loop.callLater(seconds(0.5), () -> g.setException(new NoSuchElementException("missing")));
          try {
            g.await();
          } catch (NoSuchElementException e) {
            print("NoSuchElementException", e.getMessage(), time());
          }
        });
  }
}
