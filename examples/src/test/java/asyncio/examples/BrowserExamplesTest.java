package asyncio.examples;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import asyncio.testing.AsyncTest;
import asyncio.testing.TimeMode;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Runs the examples that serve pages, in a real browser, which our own client drives. */
@Timeout(value = 60, unit = SECONDS)
@EnabledIfSystemProperty(named = "asyncio.engine", matches = "fast") // a browser sees no engine
class BrowserExamplesTest {

  @TempDir static Path profile;

  private static Chromium chromium;

  @BeforeAll
  static void startChromium() throws Exception {
    Optional<Path> program = Chromium.installed();
    assumeTrue(program.isPresent(), "Chromium is not installed: this test is skipped");
    chromium = Chromium.start(program.get(), profile);
  }

  @AfterAll
  static void endChromium() throws Exception {
    if (chromium != null) {
      chromium.close();
    }
  }

  private static void enter(Browser.Window window, String text) throws Exception {
    window.evaluate(
        """
        document.getElementById("text").value = "%s";
        document.getElementById("form").requestSubmit();
        """
            .formatted(text));
  }

  private static void awaitLine(Browser.Window window, String line) throws Exception {
    window.await("document.getElementById('lines').innerText.includes('%s')".formatted(line));
  }

  /** Two windows. */
  @AsyncTest(time = TimeMode.REAL)
  void chatPage() throws Exception {
    try (RunningExample server = RunningExample.start("ChatPage", "0");
        Browser browser = Browser.connect(chromium)) {
      String page = "http://127.0.0.1:" + server.port() + "/";
      Browser.Window ann = browser.open(page);
      Browser.Window ben = browser.open(page);
      enter(ann, "Ann");
      awaitLine(ann, "Ann: joins");
      enter(ben, "Ben");
      awaitLine(ann, "Ben: joins");
      enter(ben, "hello, <b>Ann</b>");
      awaitLine(ann, "Ben: hello, <b>Ann</b>");
      enter(ann, "hello, Ben");
      awaitLine(ben, "Ann: hello, Ben");
      ben.close();
      awaitLine(ann, "Ben: leaves");
      assertThat(ann.evaluate("document.getElementById('lines').innerText"))
          .isEqualTo(
              """
              Ann: joins
              Ben: joins
              Ben: hello, <b>Ann</b>
              Ann: hello, Ben
              Ben: leaves\
              """);
      server.terminate();
      awaitLine(ann, "closed: 1001");
      assertThat(server.status()).isEqualTo(RunningExample.TERMINATED);
      ann.close();
    }
  }

  private static void awaitCount(Browser.Window window, int count) throws Exception {
    window.await("document.getElementById('count').innerText === '%d'".formatted(count));
  }

  /** It sees others come and go. */
  @AsyncTest(time = TimeMode.REAL)
  void livePage() throws Exception {
    try (RunningExample server = RunningExample.start("LivePage", "0");
        Browser browser = Browser.connect(chromium)) {
      String page = "http://127.0.0.1:" + server.port() + "/";
      Browser.Window first = browser.open(page);
      awaitCount(first, 1);
      Browser.Window second = browser.open(page);
      awaitCount(second, 2);
      awaitCount(first, 2);
      second.close();
      awaitCount(first, 1);
      first.close();
    }
  }
}
