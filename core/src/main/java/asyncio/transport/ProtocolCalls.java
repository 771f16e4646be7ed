package asyncio.transport;

import asyncio.task.ErrorContext;
import asyncio.task.EventLoop;
import asyncio.task.KeyboardInterrupt;

/** How every transport calls its protocol: what a callback throws is reported. */
final class ProtocolCalls {

  private final EventLoop loop;
  private final Object transport;

  ProtocolCalls(EventLoop loop, Object transport) {
    this.loop = loop;
    this.transport = transport;
  }

  /** A callback of a protocol. */
  interface Callback {
    void run() throws Exception;
  }

  /** Calls and reports what is thrown. */
  void tell(String name, Callback callback) {
    try {
      callback.run();
    } catch (KeyboardInterrupt interrupt) {
      throw interrupt;
    } catch (Exception | Error failed) {
      report("protocol." + name + "() failed", failed);
    }
  }

  void report(String message, Throwable failure) {
    loop.callExceptionHandler(
        ErrorContext.of(message).with("exception", failure).with("transport", transport));
  }
}
