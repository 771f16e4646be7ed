package asyncio.debug;

import static asyncio.Asyncio.await;
import static asyncio.Asyncio.coroutine;
import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.run;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.support.Eventually;
import asyncio.support.LogRecords;
import asyncio.support.NoLeaks;
import asyncio.task.Action;
import asyncio.task.CoroutineObject;
import asyncio.task.RunOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Debug mode reports a coroutine object that was made and forgotten. */
@ExtendWith(NoLeaks.class)
class NeverAwaitedTest {

  private static CoroutineObject<String> fetch() {
    return new CoroutineObject<>("fetch", () -> "fetched");
  }

  /** What is logged until a report with this text has come. */
  private static LogRecords recordsUntil(String text, RunOptions options, Action program) {
    try (LogRecords log = LogRecords.capture()) {
      run(options, program);
      Eventually.eventuallyCollected("a report of " + text, () -> log.contains(text));
      return log;
    }
  }

  /** What is logged until something that was forgotten later is reported. */
  private static LogRecords recordsOf(RunOptions options, Action program) {
    try (LogRecords log = LogRecords.capture()) {
      run(options, program);
      run(RunOptions.debugging(), () -> new CoroutineObject<>("marker", () -> "never awaited"));
      Eventually.eventuallyCollected("the marker is reported", () -> log.contains("marker"));
      return log;
    }
  }

  @Test
  void isReportedWithThePlaceWhereItWasMade() {
    LogRecords log = recordsUntil("'fetch'", RunOptions.debugging(), NeverAwaitedTest::fetch);
    assertThat(log.messages())
        .filteredOn(message -> message.contains("'fetch'"))
        .singleElement()
        .asString()
        .contains("coroutine 'fetch' was never awaited")
        .containsPattern("at asyncio.debug.NeverAwaitedTest.fetch\\(NeverAwaitedTest.java:\\d+\\)");
  }

  @Test
  void anAnonymousOneIsReportedAsWell() {
    LogRecords log =
        recordsUntil("never awaited", RunOptions.debugging(), () -> coroutine(() -> "unused"));
    assertThat(log.messages())
        .filteredOn(message -> message.contains("never awaited"))
        .singleElement()
        .asString()
        .contains("was never awaited")
        .contains("NeverAwaitedTest.java");
  }

  @Test
  void oneThatWasAwaitedOrClosedIsNot() {
    LogRecords log =
        recordsOf(
            RunOptions.debugging(),
            () -> {
              assertThat(await(fetch())).isEqualTo("fetched");
              assertThat(createTask(fetch()).await()).isEqualTo("fetched");
              fetch().close();
            });
    assertThat(log.contains("'fetch'")).isFalse();
  }

  @Test
  void withoutDebugModeNoneIs() {
    LogRecords log = recordsOf(RunOptions.DEFAULT, NeverAwaitedTest::fetch);
    assertThat(log.contains("'fetch'")).isFalse();
  }
}
