package asyncio.iteration;

import static asyncio.Asyncio.anext;
import static asyncio.Asyncio.createFuture;
import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.generator;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.newEventLoop;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.sleep;
import static asyncio.support.Eventually.eventuallyCollected;
import static java.time.Duration.ZERO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.support.LogRecords;
import asyncio.support.NoLeaks;
import asyncio.task.ErrorContext;
import asyncio.task.EventLoop;
import asyncio.task.Task;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who closes a generator that nobody closes. */
@ExtendWith(NoLeaks.class)
class GeneratorLifetimeTest {

  private final List<String> events = Collections.synchronizedList(new ArrayList<>());

  private AsyncGenerator<Integer, ?> resource(String name) {
    return generator(
        out -> {
          try {
            out.yield(1);
          } finally {
            events.add(name + " closes");
            sleep(ZERO);
            events.add(name + " closed");
          }
        });
  }

  @Test
  void aCollectedOneIsClosedByATaskOfItsLoop() {
    EventLoop loop = newEventLoop();
    Thread runner = Thread.ofPlatform().start(loop::runForever);
    loop.callSoonThreadsafe(() -> loop.createTask(() -> anext(resource("lost"))));
    eventuallyCollected("the generator is closed", () -> events.contains("lost closed"));
    loop.callSoonThreadsafe(loop::stop);
    join(runner);
    loop.close();
    assertThat(events).containsExactly("lost closes", "lost closed");
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** It is used to its end, although nothing but the running step knows it. */
  @Test
  void oneThatIsAskedIsNotCollected() {
    AtomicBoolean goOn = new AtomicBoolean();
    EventLoop loop = newEventLoop();
    Thread runner = Thread.ofPlatform().start(loop::runForever);
    loop.callSoonThreadsafe(
        () ->
            loop.createTask(
                () ->
                    events.add(
                        "took "
                            + AsyncGenerator.<Integer, Object>of(out -> waitFor(goOn, out))
                                .anext())));
    AtomicBoolean collected = new AtomicBoolean();
    createGarbage(collected);
    eventuallyCollected("a collection", collected::get);
    goOn.set(true);
    eventuallyCollected("the step ends", () -> !events.isEmpty());
    eventuallyCollected("the generator is closed", () -> events.contains("closed"));
    loop.callSoonThreadsafe(loop::stop);
    join(runner);
    loop.close();
    assertThat(events).containsExactly("took 5", "closed");
  }

  private static void createGarbage(AtomicBoolean collected) {
    java.lang.ref.Cleaner.create().register(new Object(), () -> collected.set(true));
  }

  private void waitFor(AtomicBoolean goOn, Yielder<Integer, ?> out) {
    while (!goOn.get()) {
      sleep(ZERO);
    }
    try {
      out.yield(5);
    } finally {
      events.add("closed");
    }
  }

  @Test
  void theRestIsClosedConcurrentlyWhenRunEnds() {
    List<AsyncGenerator<Integer, ?>> kept = List.of(resource("a"), resource("b"));
    run(() -> kept.forEach(AsyncGenerator::anext));
    assertThat(events).containsExactly("a closes", "b closes", "a closed", "b closed");
  }

  /** The shutdown wants to close both while the outer one is closing the inner one. */
  @Test
  void oneThatAnotherOneClosesIsLeftToIt() {
    List<ErrorContext> reports = new ArrayList<>();
    AsyncGenerator<Integer, ?> inner = resource("inner");
    AsyncGenerator<Integer, ?> outer =
        generator(
            out -> {
              try (inner) {
                for (int item : inner) {
                  out.yield(item);
                }
              } finally {
                events.add("outer closed");
              }
            });
    run(
        () -> {
          getRunningLoop().setExceptionHandler((_, report) -> reports.add(report));
          outer.anext();
        });
    assertThat(events).containsExactly("inner closes", "inner closed", "outer closed");
    assertThat(reports).isEmpty();
  }

  @Test
  void whatHasEndedIsForgotten() {
    run(
        () -> {
          AsyncGenerator<Integer, ?> generator = resource("ended");
          generator.forEach(item -> assertThat(item).isEqualTo(1));
          events.clear();
          getRunningLoop().shutdownAsyncgens();
        });
    assertThat(events).isEmpty();
  }

  @Test
  void failuresOfTheShutdownAreReportedOneByOne() {
    List<ErrorContext> reports = new ArrayList<>();
    IOException failure = new IOException();
    List<AsyncGenerator<Integer, ?>> kept =
        List.of(
            generator(
                out -> {
                  try {
                    out.yield(1);
                  } catch (GeneratorExit exit) {
                    throw failure;
                  }
                }),
            resource("healthy"));
    run(
        () -> {
          getRunningLoop().setExceptionHandler((_, report) -> reports.add(report));
          kept.forEach(AsyncGenerator::anext);
        });
    assertThat(reports).hasSize(1);
    assertThat(reports.getFirst().message())
        .startsWith("an error occurred during closing of asynchronous generator <AsyncGenerator");
    assertThat(reports.getFirst().exception()).isSameAs(failure);
    assertThat(reports.getFirst().contains("asyncgen")).isTrue();
    assertThat(events).containsExactly("healthy closes", "healthy closed");
  }

  @Test
  void oneThatBeginsAfterTheShutdownIsWarnedAbout() {
    try (LogRecords log = LogRecords.capture()) {
      run(
          () -> {
            getRunningLoop().shutdownAsyncgens();
            AsyncGenerator<Integer, ?> late = resource("late");
            late.anext();
            assertThat(log.messages())
                .singleElement()
                .asString()
                .contains("was first iterated after shutdownAsyncgens()", "try-with-resources");
            late.close();
          });
    }
  }

  @Test
  void closingALoopRunsFinallyBlocksWhichCannotAwait() {
    List<ErrorContext> reports = new ArrayList<>();
    AsyncGenerator<Integer, ?> generator = resource("left");
    try (EventLoop loop = newEventLoop()) {
      loop.setExceptionHandler((_, report) -> reports.add(report));
      loop.runUntilComplete(() -> generator.anext());
    }
    assertThat(events).containsExactly("left closes");
    assertThat(reports)
        .singleElement()
        .satisfies(
            report -> assertThat(report.exception()).hasMessageContaining("a callback is none"));
  }

  @Test
  void closingALoopUnwindsATaskThatWaitsInABody() {
    List<ErrorContext> reports = new ArrayList<>();
    try (EventLoop loop = newEventLoop()) {
      loop.setExceptionHandler((_, report) -> reports.add(report));
      loop.runUntilComplete(
          () -> {
            AsyncGenerator<Integer, ?> generator = generator(_ -> waitForEver("body"));
            createTask(
                () -> {
                  try {
                    generator.anext();
                  } finally {
                    events.add("task");
                  }
                });
            sleep(ZERO);
          });
    }
    assertThat(events).containsExactly("body", "task");
    assertThat(reports)
        .singleElement()
        .extracting(ErrorContext::message)
        .isEqualTo("Task was destroyed but it is pending!");
  }

  private void waitForEver(String name) {
    try {
      createFuture().await();
    } finally {
      events.add(name);
    }
  }

  @Test
  void aCancelledCloseEndsTheGenerator() {
    run(
        () -> {
          AsyncGenerator<Integer, ?> generator =
              generator(
                  out -> {
                    try {
                      out.yield(1);
                    } finally {
                      waitForEver("finally");
                    }
                  });
          generator.anext();
          Task<?> closing = createTask(generator::close);
          sleep(ZERO);
          closing.cancel();
          assertThatThrownBy(closing::await).isInstanceOf(asyncio.task.CancelledError.class);
          assertThat(events).containsExactly("finally");
          assertThat(anext(generator, -1)).isEqualTo(-1);
        });
  }
}
