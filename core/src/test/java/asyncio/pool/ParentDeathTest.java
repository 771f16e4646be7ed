package asyncio.pool;

import static asyncio.support.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.shared.SharedLongs;
import asyncio.support.FastEngineOnly;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Workers end with the process that has started them, however it ends. */
@FastEngineOnly // no loop takes part
class ParentDeathTest {

  /** Has a worker that computes for ever and one that is idle; prints their numbers. */
  static final class Program {

    static long computeForEver(SharedLongs pids) {
      pids.set(0, ProcessHandle.current().pid());
      long sum = 0;
      while (true) {
        sum += pids.get(0);
      }
    }

    public static void main(String[] arguments) throws Exception {
      ProcessPool pool = new ProcessPool("doomed", 2);
      SharedLongs pids = SharedLongs.create(1);
      pool.submit(() -> computeForEver(pids));
      eventually("the worker is at work", () -> pids.get(0) != 0);
      long idle = pool.submit(() -> ProcessHandle.current().pid()).get();
      System.out.println(pids.get(0) + " " + idle);
      if (arguments[0].equals("exit")) {
        pids.close();
        System.exit(0);
      } else if (arguments[0].equals("halt")) {
        pids.close();
        Runtime.getRuntime().halt(0);
      }
      pids.close();
      System.in.read();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"kill", "exit", "halt"})
  void workersEndWithTheirParent(String how) throws Exception {
    Process parent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Program.class.getName(),
                how)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<ProcessHandle> workers;
    try (BufferedReader out = parent.inputReader()) {
      workers =
          Stream.of(out.readLine().split(" "))
              .map(Long::parseLong)
              .flatMap(pid -> ProcessHandle.of(pid).stream())
              .toList();
      if (how.equals("kill")) {
        assertThat(workers).hasSize(2).allMatch(ProcessHandle::isAlive);
      }
    } finally {
      parent.destroyForcibly(); // SIGKILL
    }
    eventually("the workers end", () -> workers.stream().noneMatch(ProcessHandle::isAlive));
  }
}
