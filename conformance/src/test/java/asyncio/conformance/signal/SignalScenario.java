package asyncio.conformance.signal;

import asyncio.Asyncio;
import asyncio.conformance.Scenario;
import asyncio.task.EventLoop;
import java.io.IOException;

/** A scenario about signals of the operating system, in real time. */
abstract class SignalScenario extends Scenario {

  @Override
  protected final EventLoop newEventLoop() {
    return Asyncio.newEventLoop();
  }

  /** Sends this process a signal, without waiting for its arrival. */
  static void kill(String signal) throws IOException {
    new ProcessBuilder("kill", "-" + signal, Long.toString(ProcessHandle.current().pid())).start();
  }
}
