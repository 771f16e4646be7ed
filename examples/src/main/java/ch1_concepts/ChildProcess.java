// A child process: it has a number of its own, and the parent ends only after it. (L1.04)
import static asyncio.Asyncio.*;
import static java.nio.charset.StandardCharsets.UTF_8;

import asyncio.process.ProcessOptions;
import asyncio.process.Stdio;

void main() {
  run(this::program);
}

void program() throws IOException {
  var options = ProcessOptions.DEFAULT.withStdout(Stdio.PIPE);
  var child = createSubprocessShell(options, "echo Hello from child process $$");
  IO.println("Hello from parent process " + ProcessHandle.current().pid());
  IO.println(child.stdout().readLine(UTF_8));
  child.await();
}
