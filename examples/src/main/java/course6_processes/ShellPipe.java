// Programs that a shell joins to a pipe; one number comes out. (J6.01)
import static asyncio.Asyncio.*;
import static java.nio.charset.StandardCharsets.UTF_8;

import asyncio.process.ProcessOptions;
import asyncio.process.Stdio;

void main() {
  run(this::program);
}

void program() throws IOException {
  var options = ProcessOptions.DEFAULT.withStdout(Stdio.PIPE);
  try (var shell = createSubprocessShell(options, "printf 'ftp\\nssh\\nsmtp\\n' | wc -l")) {
    IO.println("services: " + shell.stdout().readLine(UTF_8).strip());
  }
}
