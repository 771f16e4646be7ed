// Output line by line while the program runs, beside other tasks, and a limit of time. (chapter 13)
// The program would never end; leaving the block stops it and everything that it has started.
import static asyncio.Asyncio.*;
import static java.nio.charset.StandardCharsets.UTF_8;

import asyncio.process.Process;
import asyncio.process.ProcessOptions;
import asyncio.process.Stdio;
import java.util.concurrent.TimeoutException;

void main() {
  run(this::program);
}

void program() throws IOException {
  var options = ProcessOptions.DEFAULT.withStdout(Stdio.PIPE);
  String endless = "for n in 1 2 3; do echo line $n; done; sleep 60";
  try (Process process = createSubprocessShell(options, endless)) {
    timeout(seconds(0.5), () -> follow(process));
  } catch (TimeoutException e) {
    IO.println("nothing new for too long");
  }
}

void follow(Process process) {
  for (String line : process.stdout().lines(UTF_8)) {
    IO.println(line);
  }
}
