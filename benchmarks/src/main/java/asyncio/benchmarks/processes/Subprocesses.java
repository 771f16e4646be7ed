package asyncio.benchmarks.processes;

import static asyncio.Asyncio.createSubprocessExec;
import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.run;

import asyncio.benchmarks.Rounds;
import asyncio.process.Process;
import asyncio.process.ProcessOptions;
import asyncio.process.Stdio;
import asyncio.stream.StreamWriter;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Starts programs and talks to them: the argument is {@code start}, {@code cat} or {@code
 * communicate}.
 */
public final class Subprocesses {

  private static final int ROUNDS = 30;
  private static final int PROGRAMS = 100;
  private static final int PIECES = 1_600;
  private static final byte[] PIECE = new byte[62_500];
  private static final int BYTES = PIECES * PIECE.length;
  private static final ProcessOptions PIPES =
      ProcessOptions.DEFAULT.withStdin(Stdio.PIPE).withStdout(Stdio.PIPE);

  private Subprocesses() {}

  /** The argument says what to measure. */
  public static void main(String[] arguments) throws Exception {
    run(
        () -> {
          switch (arguments[0]) {
            case "start" -> Rounds.best("true, 100 times in turn", ROUNDS, Subprocesses::start);
            case "cat" ->
                Rounds.best("100 MB through cat by streams", ROUNDS, Subprocesses::stream);
            case "communicate" ->
                Rounds.best("100 MB through cat by communicate", ROUNDS, Subprocesses::communicate);
            default -> throw new IllegalArgumentException("start, cat or communicate");
          }
        });
  }

  private static Object start() throws IOException {
    for (int i = 0; i < PROGRAMS; i++) {
      createSubprocessExec("true").await();
    }
    return PROGRAMS;
  }

  private static Object stream() throws IOException {
    try (Process cat = createSubprocessExec(PIPES, "cat")) {
      var feeding = createTask(() -> feed(cat.stdin()));
      int received = 0;
      for (byte[] chunk : cat.stdout().chunks()) {
        received += chunk.length;
      }
      feeding.await();
      return check(received);
    }
  }

  private static void feed(StreamWriter stdin) throws IOException {
    for (int i = 0; i < PIECES; i++) {
      stdin.write(PIECE);
      stdin.drain();
    }
    stdin.close();
  }

  private static Object communicate() throws IOException {
    try (Process cat = createSubprocessExec(PIPES, "cat")) {
      byte @Nullable [] output = cat.communicate(new byte[BYTES]).stdout();
      return check(Objects.requireNonNull(output).length);
    }
  }

  private static int check(int received) {
    if (received != BYTES) {
      throw new IllegalStateException("cat has given back " + received + " bytes");
    }
    return received;
  }
}
