// Output into a pipe is read instead of shown; communicate reads all of it. (J6.03, J6.07)
import static asyncio.Asyncio.*;
import static java.nio.charset.StandardCharsets.UTF_8;

import asyncio.process.ProcessOptions;
import asyncio.process.ProcessOutput;
import asyncio.process.Stdio;

void main() {
  run(this::program);
}

void program() throws IOException {
  var options = ProcessOptions.DEFAULT.withStdout(Stdio.PIPE);
  var process = createSubprocessExec(options, "echo", "Hello World");
  ProcessOutput output = process.communicate();
  IO.println("output: " + new String(output.stdout(), UTF_8).strip());
  IO.println("errors: " + output.stderr());
}
