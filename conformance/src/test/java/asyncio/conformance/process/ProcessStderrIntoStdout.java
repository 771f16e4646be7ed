package asyncio.conformance.process;

import static asyncio.Asyncio.createSubprocessShell;

import asyncio.process.ProcessOutput;
import asyncio.process.Stdio;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** stderr may go into stdout, where both keep their order, or into nothing. */
public final class ProcessStderrIntoStdout extends ProcessScenario {

  @Override
  protected void main() {
    run(
        () -> {
          String command = "echo one; echo two >&2; echo three";
          ProcessOutput mixed =
              createSubprocessShell(OUTPUT.withStderr(Stdio.STDOUT), command).communicate();
          print(words(mixed.stdout()), mixed.stderr());
          var process = createSubprocessShell(OUTPUT.withStderr(Stdio.DEVNULL), command);
          ProcessOutput plain = process.communicate();
          print(words(plain.stdout()), plain.stderr());
          print(orNull(process::stdin), orNull(process::stderr));
        });
  }

  private static String words(byte[] output) {
    return text(output).replaceAll("\\s+", " ");
  }

  /** Where Python has None, a process refuses. */
  private static @Nullable Object orNull(Supplier<?> stream) {
    try {
      return stream.get();
    } catch (IllegalStateException noPipe) {
      return null;
    }
  }
}
