package asyncio.conformance.process;

import static asyncio.Asyncio.createSubprocessExec;
import static asyncio.Asyncio.createSubprocessShell;
import static java.nio.charset.StandardCharsets.UTF_8;

import asyncio.process.ProcessOutput;
import asyncio.process.Stdio;

/** communicate feeds the input, closes it, and collects both outputs until the process ends. */
public final class ProcessCommunicate extends ProcessScenario {

  @Override
  protected void main() {
    run(
        () -> {
          var upper = createSubprocessExec(BOTH, "tr", "a-z", "A-Z");
          print("running", upper.returncode());
          ProcessOutput output = upper.communicate("some text".getBytes(UTF_8));
          print(text(output.stdout()), output.stderr(), upper.returncode());
          var shell =
              createSubprocessShell(BOTH.withStderr(Stdio.PIPE), "cat; echo problem >&2; exit 3");
          ProcessOutput both = shell.communicate("in".getBytes(UTF_8));
          print(text(both.stdout()), text(both.stderr()), shell.returncode());
          var count = createSubprocessExec(BOTH, "wc", "-c");
          print("large input", text(count.communicate(new byte[3_000_000]).stdout()));
        });
  }
}
