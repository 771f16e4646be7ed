package asyncio.conformance.process;

import static asyncio.Asyncio.createSubprocessShell;
import static asyncio.Asyncio.millis;
import static asyncio.Asyncio.sleep;

/** Output can be read while the process runs, beside other tasks. */
public final class ProcessLinesAsTheyCome extends ProcessScenario {

  @Override
  protected void main() {
    run(
        () -> {
          var process = createSubprocessShell(OUTPUT, "echo early; sleep 0.3; echo late");
          print(text(process.stdout().readLine()), process.returncode());
          sleep(millis(50));
          print("other work");
          print(text(process.stdout().read()));
          print(process.await());
        });
  }
}
