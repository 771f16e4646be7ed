package asyncio.loop;

import static asyncio.Asyncio.newEventLoop;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.support.LogRecords;
import asyncio.support.NoLeaks;
import asyncio.task.ErrorContext;
import asyncio.task.EventLoop;
import asyncio.task.ExceptionHandler;
import asyncio.task.Handle;
import asyncio.task.KeyboardInterrupt;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who is told what nobody can catch. */
@ExtendWith(NoLeaks.class)
class ExceptionHandlerTest {

  private final EventLoop loop = newEventLoop();
  private final RuntimeException failure = new IllegalStateException("broken");
  private final List<ErrorContext> reports = new ArrayList<>();
  private final List<String> events = new ArrayList<>();

  @AfterEach
  void close() {
    loop.close();
  }

  private void runOneIteration() {
    loop.stop();
    loop.runForever();
  }

  private void fail() {
    throw failure;
  }

  @Test
  void isNoneUnlessSet() {
    assertThat(loop.getExceptionHandler()).isNull();
    ExceptionHandler handler = (_, _) -> {};
    loop.setExceptionHandler(handler);
    assertThat(loop.getExceptionHandler()).isSameAs(handler);
    loop.setExceptionHandler(null);
    assertThat(loop.getExceptionHandler()).isNull();
  }

  @Test
  void isToldOfACallbackThatFailsAndTheLoopGoesOn() {
    loop.setExceptionHandler(
        (of, report) -> {
          assertThat(of).isSameAs(loop);
          reports.add(report);
        });
    Handle handle = loop.callSoon(this::fail);
    loop.callSoon(() -> events.add("next"));
    runOneIteration();
    assertThat(events).containsExactly("next");
    ErrorContext report = reports.getFirst();
    assertThat(reports).hasSize(1);
    assertThat(report.message()).startsWith("Exception in callback");
    assertThat(report.exception()).isSameAs(failure);
    assertThat(report.get("handle")).isSameAs(handle);
    assertThat(report.contains("task")).isFalse();
  }

  @Test
  void getsWhatTheProgramReportsItself() {
    loop.setExceptionHandler((_, report) -> reports.add(report));
    ErrorContext report = ErrorContext.of("my own").with("key", "value");
    loop.callExceptionHandler(report);
    assertThat(reports).containsExactly(report);
  }

  @Test
  void theDefaultOneLogs() {
    LogRecord record =
        onlyRecordOf(
            () ->
                loop.callExceptionHandler(
                    ErrorContext.of("went wrong")
                        .with("zebra", 1)
                        .with("exception", failure)
                        .with("apple", 2)));
    assertThat(record.getLevel()).isEqualTo(Level.SEVERE);
    assertThat(record.getMessage().lines()).containsExactly("went wrong", "apple: 2", "zebra: 1");
    assertThat(record.getThrown()).isSameAs(failure);
  }

  @Test
  void theDefaultOneCanBeCalledByAnother() {
    loop.setExceptionHandler(
        (of, report) -> of.defaultExceptionHandler(report.with("seen", "yes")));
    LogRecord record = onlyRecordOf(() -> loop.callExceptionHandler(ErrorContext.of("message")));
    assertThat(record.getMessage().lines()).containsExactly("message", "seen: yes");
  }

  @Test
  void oneThatFailsIsLogged() {
    loop.setExceptionHandler((_, _) -> fail());
    LogRecord record = onlyRecordOf(() -> loop.callExceptionHandler(ErrorContext.of("original")));
    assertThat(record.getMessage())
        .startsWith("Unhandled error in exception handler")
        .contains("original");
    assertThat(record.getThrown()).isSameAs(failure);
  }

  private static LogRecord onlyRecordOf(Runnable action) {
    try (LogRecords log = LogRecords.capture()) {
      action.run();
      assertThat(log.all()).hasSize(1);
      return log.all().getFirst();
    }
  }

  @Test
  void aKeyboardInterruptIsNotHandledButEndsTheRun() {
    loop.setExceptionHandler((_, report) -> reports.add(report));
    loop.callSoon(
        () -> {
          throw new KeyboardInterrupt();
        });
    loop.callSoon(() -> events.add("next"));
    assertThatThrownBy(loop::runForever).isInstanceOf(KeyboardInterrupt.class);
    assertThat(events).isEmpty();
    runOneIteration();
    assertThat(events).containsExactly("next");
    assertThat(reports).isEmpty();
  }
}
