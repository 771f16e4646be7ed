package asyncio.conformance.process;

import static asyncio.Asyncio.createSubprocessShell;

import java.nio.file.Path;
import java.util.Map;

/** A process may get its own environment and working folder. */
public final class ProcessEnvironmentAndFolder extends ProcessScenario {

  @Override
  protected void main() {
    run(
        () -> {
          var process =
              createSubprocessShell(
                  OUTPUT
                      .withEnvironment(Map.of("COLOUR", "green", "PATH", "/usr/bin:/bin"))
                      .withDirectory(Path.of("/")),
                  "echo \"$COLOUR in $(pwd)\"");
          print(text(process.communicate().stdout()), process.returncode());
        });
  }
}
