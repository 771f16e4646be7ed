package asyncio.conformance.process;

import static asyncio.Asyncio.createSubprocessExec;

import asyncio.conformance.Foreground;
import asyncio.process.ProcessLookupError;

/** A process ended by a signal has the negative signal number as its return code. */
public final class ProcessSignals extends ProcessScenario {

  @Override
  protected void main() {
    Foreground.require();
    run(
        () -> {
          var terminated = createSubprocessExec("sleep", "30");
          terminated.terminate();
          print("terminate", terminated.await());
          var killed = createSubprocessExec("sleep", "30");
          killed.kill();
          print("kill", killed.await());
          var interrupted = createSubprocessExec("sleep", "30");
          interrupted.sendSignal("SIGINT");
          print("interrupt", interrupted.await());
          try {
            interrupted.kill();
          } catch (ProcessLookupError e) {
            print(nameOf(e));
          }
        });
  }
}
