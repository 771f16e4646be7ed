package asyncio.testing;

import static asyncio.Asyncio.createTask;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A program in which the kit is the first that uses the library, without JUnit. */
class FirstUseTest {

  static final class Program {

    static void main() {
      Schedules.check(2, () -> createTask(() -> {}).await());
      IO.println("both schedules passed");
    }
  }

  @Test
  @Timeout(60)
  void schedulesAreCheckedInAFreshProcess() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-Dasyncio.engine=" + System.getProperty("asyncio.engine"),
                "-cp",
                System.getProperty("java.class.path"),
                Program.class.getName())
            .redirectErrorStream(true)
            .start();
    try {
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(said.strip()).isEqualTo("both schedules passed");
    } finally {
      process.destroyForcibly();
    }
  }
}
