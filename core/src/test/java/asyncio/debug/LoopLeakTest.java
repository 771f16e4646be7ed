package asyncio.debug;

import static asyncio.Asyncio.newEventLoop;
import static asyncio.Asyncio.sleep;
import static java.time.Duration.ZERO;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.support.Eventually;
import asyncio.support.LogRecords;
import asyncio.support.NoLeaks;
import asyncio.task.EventLoop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Debug mode reports a loop that nobody can close any more. */
@ExtendWith(NoLeaks.class)
class LoopLeakTest {

  private static final String REPORT = "an event loop was collected unclosed";

  @BeforeEach
  void debugByDefault() {
    System.setProperty("asyncio.debug", "true");
  }

  @AfterEach
  void noDebugByDefault() {
    System.clearProperty("asyncio.debug");
  }

  private static void forgetLoop() {
    newEventLoop();
  }

  private static void forgetLoopThatHasRun() {
    EventLoop loop = newEventLoop();
    loop.runUntilComplete(() -> sleep(ZERO));
  }

  @Test
  void aForgottenLoopIsReportedWithThePlaceOfItsCreation() {
    try (LogRecords log = LogRecords.capture()) {
      forgetLoop();
      Eventually.eventuallyCollected("the loop is reported", () -> log.contains(REPORT));
      assertThat(log.contains("LoopLeakTest.forgetLoop(LoopLeakTest.java:")).isTrue();
    }
  }

  @Test
  void aLoopThatHasRunIsReportedAsWell() {
    try (LogRecords log = LogRecords.capture()) {
      forgetLoopThatHasRun();
      Eventually.eventuallyCollected("the loop is reported", () -> log.contains(REPORT));
      assertThat(log.contains("forgetLoopThatHasRun")).isTrue();
    }
  }

  @Test
  void aClosedLoopIsNot() {
    try (LogRecords log = LogRecords.capture()) {
      newEventLoop().close();
      forgetLoop();
      Eventually.eventuallyCollected("the other loop is reported", () -> log.contains(REPORT));
      assertThat(log.messages()).singleElement().asString().contains("forgetLoop");
    }
  }
}
