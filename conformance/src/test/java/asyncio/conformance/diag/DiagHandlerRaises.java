package asyncio.conformance.diag;

import static asyncio.Asyncio.getRunningLoop;

import asyncio.conformance.Scenario;
import asyncio.task.ErrorContext;
import asyncio.task.EventLoop;
import java.util.NoSuchElementException;

/** A handler that throws does not break the loop: both failures are logged. */
public final class DiagHandlerRaises extends Scenario {

  private void handler(EventLoop loop, ErrorContext context) {
    print("handler called");
    throw new NoSuchElementException("from handler");
  }

  @Override
  protected void main() {
    run(
        () -> {
          EventLoop loop = getRunningLoop();
          loop.setExceptionHandler(this::handler);
          loop.callExceptionHandler(ErrorContext.of("something happened"));
          print("end");
        });
  }
}
