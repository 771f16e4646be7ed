package asyncio.conformance.process;

import static asyncio.Asyncio.createSubprocessExec;
import static asyncio.Asyncio.millis;
import static asyncio.Asyncio.waitFor;

import java.util.concurrent.TimeoutException;

/** A timeout while waiting for a process does not end the process. */
public final class ProcessWaitTimeout extends ProcessScenario {

  @Override
  protected void main() {
    run(
        () -> {
          var process = createSubprocessExec("sleep", "30");
          try {
            waitFor(process, millis(50));
          } catch (TimeoutException e) {
            print(nameOf(e), process.returncode());
          }
          process.kill();
          print(process.await(), process.returncode());
        });
  }
}
