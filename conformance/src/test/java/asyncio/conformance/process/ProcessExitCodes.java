package asyncio.conformance.process;

import static asyncio.Asyncio.createSubprocessExec;
import static asyncio.Asyncio.createSubprocessShell;
import static asyncio.Asyncio.gather;

/** wait gives the exit code, again and to several waiters. */
public final class ProcessExitCodes extends ProcessScenario {

  @Override
  protected void main() {
    run(
        () -> {
          var process = createSubprocessShell("sleep 0.05; exit 7");
          print(gather(process, process));
          print(process.await(), process.returncode());
          var good = createSubprocessExec("true");
          var bad = createSubprocessExec("false");
          print(good.await(), bad.await());
        });
  }
}
