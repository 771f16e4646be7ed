// Input from bytes; communicate closes it afterwards, so that cat ends. (J6.08, J6.T02)
// Waiting for cat without that would never end: it waits for us.
import static asyncio.Asyncio.*;
import static java.nio.charset.StandardCharsets.UTF_8;

import asyncio.process.ProcessOptions;
import asyncio.process.Stdio;
import java.util.concurrent.TimeoutException;

void main() {
  run(this::program);
}

void program() throws IOException {
  var pipes = ProcessOptions.DEFAULT.withStdin(Stdio.PIPE).withStdout(Stdio.PIPE);
  var process = createSubprocessExec(pipes, "cat");
  try {
    waitFor(process, millis(100));
  } catch (TimeoutException e) {
    IO.println("cat waits for input");
  }
  var output = process.communicate("Hello World\n".getBytes(UTF_8));
  IO.println("output: " + new String(output.stdout(), UTF_8).strip());
  IO.println("return code: " + process.returncode());
}
