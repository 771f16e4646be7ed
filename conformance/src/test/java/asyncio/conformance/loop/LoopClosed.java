package asyncio.conformance.loop;

import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.seconds;

import asyncio.conformance.Scenario;
import asyncio.task.Coroutine;
import asyncio.task.EventLoop;

/**
 * A closed loop refuses to schedule and to run; closing twice is harmless, closing a running one is
 * refused.
 */
public final class LoopClosed extends Scenario {

  private void closeRunningLoop() {
    try {
      getRunningLoop().close();
    } catch (IllegalStateException e) {
      print("IllegalStateException close");
    }
  }

  @Override
  protected void main() {
    EventLoop loop = newEventLoop();
    loop.runUntilComplete(Coroutine.of(this::closeRunningLoop));
    loop.close();
    loop.close();
    attempt("call_soon", () -> loop.callSoon(() -> print("never printed")));
    attempt("call_later", () -> loop.callLater(seconds(1.0), () -> print("never printed")));
    attempt("run_forever", loop::runForever);
    attempt("create_future", loop::createFuture);
    attempt("stop", loop::stop);
  }

  private void attempt(String label, Runnable action) {
    try {
      action.run();
      print(label, "accepted");
    } catch (IllegalStateException e) {
      print("IllegalStateException", label);
    }
  }
}
