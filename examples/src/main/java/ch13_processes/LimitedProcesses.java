// Many processes, a few at a time: a semaphore limits them, gather keeps their order. (chapter 13)
import static asyncio.Asyncio.*;
import static java.nio.charset.StandardCharsets.UTF_8;

import asyncio.process.ProcessOptions;
import asyncio.process.Stdio;
import asyncio.sync.Semaphore;
import asyncio.task.Coroutine;

final Semaphore atOnce = new Semaphore(2);

void main() {
  run(this::program);
}

void program() {
  List<Coroutine<String>> jobs =
      Stream.of("one", "two", "three", "four", "five").map(this::job).toList();
  IO.println(gather(jobs));
}

Coroutine<String> job(String text) {
  return () -> {
    atOnce.acquire();
    try {
      return upperCase(text);
    } finally {
      atOnce.release();
    }
  };
}

String upperCase(String text) throws IOException {
  var pipes = ProcessOptions.DEFAULT.withStdin(Stdio.PIPE).withStdout(Stdio.PIPE);
  var process = createSubprocessExec(pipes, "tr", "a-z", "A-Z");
  return new String(process.communicate(text.getBytes(UTF_8)).stdout(), UTF_8);
}
