package asyncio.conformance.context;

import static asyncio.Asyncio.copyContext;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.context.Context;
import asyncio.context.ContextVar;
import asyncio.task.EventLoop;
import asyncio.task.Future;

/**
 * callSoon, callLater and addDoneCallback remember the context of the call; an explicit context may
 * be given.
 */
public final class ContextCallbacks extends Scenario {

  private static final ContextVar<String> VAR = ContextVar.of("var", "default");

  private void show(String label) {
    print(label, VAR.get());
  }

  @Override
  protected void main() {
    run(
        () -> {
          EventLoop loop = getRunningLoop();
          Context other = copyContext();
          other.run(() -> VAR.set("other"));
          Future<Void> f = loop.createFuture();
          VAR.set("first");
          loop.callSoon(() -> show("soon"));
          loop.callLater(seconds(0.5), () -> show("later"));
          f.addDoneCallback(done -> show("done"));
          loop.callSoon(() -> show("soon in other"), other);
          f.addDoneCallback(done -> show("done in other"), other);
          VAR.set("second");
          f.setResult(null);
          sleep(seconds(1.0));
          show("main");
        });
  }
}
