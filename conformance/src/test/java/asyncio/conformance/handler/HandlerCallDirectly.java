package asyncio.conformance.handler;

import static asyncio.Asyncio.getRunningLoop;

import asyncio.conformance.Scenario;
import asyncio.task.ErrorContext;
import asyncio.task.EventLoop;
import asyncio.task.ExceptionHandler;

/** callExceptionHandler passes the context to the handler that is set. */
public final class HandlerCallDirectly extends Scenario {

  private void handler(EventLoop loop, ErrorContext context) {
    Throwable exception = context.exception();
    print("handler", context.message(), exception == null ? null : exception.getMessage());
  }

  @Override
  protected void main() {
    run(
        () -> {
          EventLoop loop = getRunningLoop();
          print("none set", loop.getExceptionHandler());
          ExceptionHandler handler = this::handler;
          loop.setExceptionHandler(handler);
          print("is set", loop.getExceptionHandler() == handler);
          loop.callExceptionHandler(ErrorContext.of("one"));
          loop.callExceptionHandler(
              ErrorContext.of("two").with("exception", new IllegalArgumentException("my own")));
          loop.setExceptionHandler(null);
          print("none set", loop.getExceptionHandler());
        });
  }
}
