package asyncio.conformance.signal;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.millis;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Foreground;
import asyncio.task.CancelledError;
import asyncio.task.KeyboardInterrupt;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Port of {@code signal_interrupt_cancels_main}. */
public final class SignalInterruptCancelsMain extends SignalScenario {

  private void helper() {
    try {
      sleep(seconds(30));
    } finally {
      print("helper unwinds");
    }
  }

  @Override
  protected void main() throws IOException {
    Foreground.require();
    try {
      run(
          () -> {
            createTask(() -> helper());
            getRunningLoop().callLater(millis(30), () -> interrupt());
            try {
              sleep(seconds(30));
            } catch (CancelledError cancelled) {
              print("main cancelled");
              sleep(millis(10));
              print("main cleaned up");
              throw cancelled;
            }
          });
    } catch (KeyboardInterrupt interrupt) {
      print("KeyboardInterrupt");
    }
  }

  private static void interrupt() {
    try {
      kill("INT");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
