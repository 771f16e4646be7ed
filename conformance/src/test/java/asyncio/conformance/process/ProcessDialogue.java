package asyncio.conformance.process;

import static asyncio.Asyncio.createSubprocessShell;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/** Talking to a process line by line through its pipes. */
public final class ProcessDialogue extends ProcessScenario {

  @Override
  protected void main() {
    run(
        () -> {
          var process =
              createSubprocessShell(BOTH, "while read line; do echo \"<$line>\"; done; echo bye");
          for (String text : List.of("first", "second")) {
            process.stdin().write(text + "\n", UTF_8);
            process.stdin().drain();
            print(text(process.stdout().readLine()));
          }
          process.stdin().close();
          for (byte[] line : process.stdout()) {
            print(text(line));
          }
          print(process.await());
        });
  }
}
