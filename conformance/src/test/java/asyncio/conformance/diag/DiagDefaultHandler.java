package asyncio.conformance.diag;

import static asyncio.Asyncio.getRunningLoop;

import asyncio.conformance.Scenario;
import asyncio.task.ErrorContext;
import asyncio.task.EventLoop;

/**
 * Without a handler of its own the loop logs the message of a reported problem, and the exception
 * if there is one.
 */
public final class DiagDefaultHandler extends Scenario {

  @Override
  protected void main() {
    run(
        () -> {
          EventLoop loop = getRunningLoop();
          loop.callExceptionHandler(ErrorContext.of("without exception"));
          loop.callExceptionHandler(
              ErrorContext.of("with exception")
                  .with("exception", new IllegalArgumentException("details")));
          loop.setExceptionHandler(EventLoop::defaultExceptionHandler);
          loop.callExceptionHandler(ErrorContext.of("passed on by a handler"));
          print("end");
        });
  }
}
