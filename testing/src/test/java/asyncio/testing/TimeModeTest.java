package asyncio.testing;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.millis;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.toThread;
import static asyncio.Asyncio.waitFor;
import static asyncio.testing.TestKit.advance;
import static asyncio.testing.TestKit.waitUntilIdle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.Asyncio;
import asyncio.task.EventLoop;
import asyncio.task.Future;
import asyncio.task.Task;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How time passes in tests: really, by jumps, by hand. */
class TimeModeTest {

  private static double time() {
    return getRunningLoop().time();
  }

  // ---- by hand

  @AsyncTest(time = TimeMode.MANUAL)
  void timersFireEachAtItsOwnMoment() {
    List<Double> moments = new ArrayList<>();
    Task<?> ticking =
        createTask(
            () -> {
              for (int i = 0; i < 3; i++) {
                sleep(seconds(2));
                moments.add(time());
              }
            });
    advance(seconds(5));
    assertThat(moments).containsExactly(2.0, 4.0);
    assertThat(time()).isEqualTo(5);
    advance(Duration.ofNanos(999_999_999));
    assertThat(moments).hasSize(2);
    advance(Duration.ofNanos(1));
    assertThat(moments).containsExactly(2.0, 4.0, 6.0);
    assertThat(ticking.done()).isTrue();
  }

  @AsyncTest(time = TimeMode.MANUAL)
  void whoeverIsReadyRunsBeforeTimePasses() {
    List<String> trace = new ArrayList<>();
    createTask(() -> trace.add("ran at " + time()));
    advance(seconds(1));
    assertThat(trace).containsExactly("ran at 0.0");
  }

  @AsyncTest(time = TimeMode.MANUAL)
  void aCancelledAdvanceStopsWhereItIs() {
    Task<?> advancing = createTask(() -> advance(seconds(10)));
    getRunningLoop().callLater(seconds(3), advancing::cancel);
    Asyncio.waitUntil(Asyncio.ALL_COMPLETED, List.of(advancing));
    assertThat(advancing.cancelled()).isTrue();
    assertThat(time()).isEqualTo(3);
    advance(seconds(1));
    assertThat(time()).isEqualTo(4);
  }

  static class ForgetsToAdvance {

    @AsyncTest(time = TimeMode.MANUAL)
    void test() {
      sleep(seconds(1));
    }
  }

  @Test
  void timeThatNobodyAdvancesIsADeadlock() {
    assertThat(Samples.failure(ForgetsToAdvance.class))
        .isInstanceOf(DeadlockError.class)
        .hasMessageContaining("a task must advance it");
  }

  @AsyncTest
  void onlyAManualTimeIsAdvanced() {
    assertThatThrownBy(() -> advance(seconds(1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("this one jumps by itself");
  }

  @AsyncTest(time = TimeMode.REAL)
  void realTimeIsNotAdvanced() {
    assertThatThrownBy(() -> advance(seconds(1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("runs on real time");
  }

  @AsyncTest(time = TimeMode.MANUAL)
  void timeDoesNotGoBack() {
    assertThatThrownBy(() -> advance(seconds(-1))).hasMessageContaining("PT-1S");
  }

  // ---- by jumps, and what holds them up

  @AsyncTest
  void aJobHoldsTheTimeUp() throws Exception {
    Task<?> later = createTask(() -> sleep(seconds(1)));
    toThread(() -> Thread.sleep(5)); // stands for any call that blocks
    assertThat(time()).isZero();
    later.await();
    assertThat(time()).isEqualTo(1);
  }

  @AsyncTest
  void whileASocketIsAwaitedTimePassesReally() throws Exception {
    Pipe pipe = Pipe.open();
    pipe.source().configureBlocking(false);
    EventLoop loop = getRunningLoop();
    Future<String> readable = loop.createFuture();
    loop.addReader(pipe.source(), () -> readable.setResult("readable"));
    Task<?> sleeper = createTask(() -> sleep(seconds(3600)));
    Thread writer = Thread.ofPlatform().start(() -> write(pipe));
    assertThat(readable.await()).isEqualTo("readable");
    assertThat(time()).isLessThan(3600);
    loop.removeReader(pipe.source());
    sleeper.await();
    assertThat(time()).isEqualTo(3600);
    writer.join();
    pipe.source().close();
    pipe.sink().close();
  }

  private static void write(Pipe pipe) {
    try {
      pipe.sink().write(ByteBuffer.allocate(1));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @AsyncTest
  void aTimeLimitForASocketStillStrikes() throws Exception {
    Pipe pipe = Pipe.open();
    pipe.source().configureBlocking(false);
    EventLoop loop = getRunningLoop();
    Future<String> never = loop.createFuture();
    loop.addReader(pipe.source(), () -> never.setResult("readable"));
    assertThatThrownBy(() -> waitFor(never, millis(20)))
        .isInstanceOf(java.util.concurrent.TimeoutException.class);
    assertThat(time()).isEqualTo(0.02);
    loop.removeReader(pipe.source());
    pipe.source().close();
    pipe.sink().close();
  }

  // ---- idle

  @AsyncTest
  void idleIsWhenAllOthersWait() {
    List<Integer> steps = new ArrayList<>();
    Task<?> busy =
        createTask(
            () -> {
              for (int i = 0; i < 100; i++) {
                steps.add(i);
                sleep(Duration.ZERO);
              }
              sleep(seconds(1));
              steps.add(100);
            });
    waitUntilIdle();
    assertThat(steps).hasSize(100);
    assertThat(time()).isZero();
    busy.await();
  }

  @AsyncTest
  void severalMayWaitForIt() {
    Task<?> other = createTask(TestKit::waitUntilIdle);
    waitUntilIdle();
    other.await();
  }

  @AsyncTest
  void jobsAreWaitedFor() throws Exception {
    Task<String> job = createTask(() -> toThread(() -> "done"));
    waitUntilIdle();
    assertThat(job.result()).isEqualTo("done");
  }

  @AsyncTest(time = TimeMode.REAL)
  void onRealTimeToo() {
    List<Integer> steps = new ArrayList<>();
    Task<?> waiting = createTask(() -> sleep(seconds(3600)));
    createTask(
        () -> {
          steps.add(1);
          sleep(Duration.ZERO);
          steps.add(2);
        });
    waitUntilIdle();
    assertThat(steps).containsExactly(1, 2);
    waiting.cancel();
  }

  @AsyncTest(time = TimeMode.REAL)
  void whatHasArrivedAtASocketIsHandledBefore() throws Exception {
    Pipe pipe = Pipe.open();
    pipe.source().configureBlocking(false);
    EventLoop loop = getRunningLoop();
    List<String> trace = new ArrayList<>();
    loop.addReader(
        pipe.source(),
        () -> {
          trace.add("read");
          loop.removeReader(pipe.source());
        });
    write(pipe);
    waitUntilIdle();
    assertThat(trace).containsExactly("read");
    pipe.source().close();
    pipe.sink().close();
  }

  @Test
  void aLoopThatIsNotOfTheKitCannotTell() {
    assertThatThrownBy(() -> Asyncio.run(TestKit::waitUntilIdle))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("use @AsyncTest or VirtualTime");
  }

  @AsyncTest
  void tenThousandTasksSleepForHours() {
    List<Task<?>> sleepers = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      Duration time = Duration.ofMinutes(i % 600);
      sleepers.add(createTask(() -> sleep(time)));
    }
    for (Task<?> sleeper : sleepers) {
      sleeper.await();
    }
    assertThat(time()).isEqualTo(599 * 60.0);
  }
}
