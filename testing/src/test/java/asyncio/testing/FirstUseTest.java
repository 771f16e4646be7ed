package asyncio.testing;

import static asyncio.Asyncio.createTask;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.task.EventLoop;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A program in which the kit is the first that uses the library, without JUnit. */
class FirstUseTest {

  private static final int SECONDS_AT_MOST = 50;

  static final class Program {

    static void main() {
      Schedules.check(2, () -> createTask(() -> {}).await());
      IO.println("both schedules passed");
    }
  }

  @Test
  void schedulesAreCheckedInAFreshProcess() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-Dasyncio.engine=" + EventLoop.engine(),
                "-cp",
                System.getProperty("java.class.path"),
                Program.class.getName())
            .redirectErrorStream(true)
            .start();
    try {
      assertThat(process.waitFor(SECONDS_AT_MOST, TimeUnit.SECONDS)).as("it has ended").isTrue();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(said).contains("both schedules passed");
    } finally {
      process.destroyForcibly();
    }
  }
}
