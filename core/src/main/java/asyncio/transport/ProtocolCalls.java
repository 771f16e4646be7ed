package asyncio.transport;

import asyncio.task.ErrorContext;
import asyncio.task.EventLoop;
import asyncio.task.KeyboardInterrupt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

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

  /** A callback of a protocol that answers. */
  interface Question<T> {
    T ask() throws Exception;
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

  /** Calls; what is thrown is reported, and the connection cannot go on. */
  void tellOrFail(String name, Callback callback, Consumer<Throwable> lose) {
    askOrFail(
        name,
        () -> {
          callback.run();
          return true;
        },
        lose);
  }

  /** As {@link #tellOrFail}. Returns the answer, or null if there was an exception. */
  <T> @Nullable T askOrFail(String name, Question<T> question, Consumer<Throwable> lose) {
    try {
      return question.ask();
    } catch (KeyboardInterrupt interrupt) {
      throw interrupt;
    } catch (Exception | Error failed) {
      report("Fatal error: protocol." + name + "() call failed.", failed);
      lose.accept(failed);
      return null;
    }
  }

  private void report(String message, Throwable failure) {
    loop.callExceptionHandler(
        ErrorContext.of(message).with("exception", failure).with("transport", transport));
  }
}
