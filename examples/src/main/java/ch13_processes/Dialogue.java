// A conversation: each question goes in, and its answer comes out, before the next. (chapter 13)
import static asyncio.Asyncio.*;
import static java.nio.charset.StandardCharsets.UTF_8;

import asyncio.process.ProcessOptions;
import asyncio.process.Stdio;

void main() {
  run(this::program);
}

void program() throws IOException {
  var pipes = ProcessOptions.DEFAULT.withStdin(Stdio.PIPE).withStdout(Stdio.PIPE);
  String program = "while read name; do echo Hello, $name; done; echo Goodbye";
  try (var greeter = createSubprocessShell(pipes, program)) {
    for (String name : List.of("Ada", "Grace")) {
      greeter.stdin().send(name + "\n", UTF_8);
      IO.println(greeter.stdout().readLine(UTF_8));
    }
    greeter.stdin().close();
    IO.println(greeter.stdout().readLine(UTF_8));
    IO.println("return code: " + greeter.await());
  }
}
