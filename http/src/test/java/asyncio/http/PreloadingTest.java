package asyncio.http;

import static asyncio.http.support.Programs.output;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.testing.AsyncTest;
import asyncio.testing.TimeMode;
import java.nio.file.Path;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is loaded before it is needed. */
@EnabledIfSystemProperty(named = "asyncio.engine", matches = "fast") // once is enough
class PreloadingTest {

  /** Without preloading there are fifteen hundred. */
  private static final int CLASSES_AT_MOST = 100;

  @AsyncTest(time = TimeMode.REAL)
  @ParameterizedTest
  @ValueSource(strings = {"client", "server"})
  void theFirstUseHasNextToNothingToLoad(String side) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String loaded =
        output(
            java,
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            FirstUse.class.getName(),
            side);
    assertThat(Integer.parseInt(loaded.strip())).isLessThan(CLASSES_AT_MOST);
  }
}
