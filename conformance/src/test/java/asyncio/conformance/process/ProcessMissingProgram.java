package asyncio.conformance.process;

import static asyncio.Asyncio.createSubprocessExec;
import static asyncio.Asyncio.createSubprocessShell;

import asyncio.process.ProcessOptions;
import asyncio.process.Stdio;
import java.nio.file.NoSuchFileException;

/** A program that is not there cannot be started; a shell that does not find it exits with 127. */
public final class ProcessMissingProgram extends ProcessScenario {

  @Override
  protected void main() {
    run(
        () -> {
          try {
            createSubprocessExec("no-such-program-here");
          } catch (NoSuchFileException e) {
            print(nameOf(e));
          }
          var process =
              createSubprocessShell(
                  ProcessOptions.DEFAULT.withStderr(Stdio.DEVNULL), "no-such-program-here");
          print(process.await());
        });
  }
}
