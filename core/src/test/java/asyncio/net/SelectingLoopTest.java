package asyncio.net;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.millis;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.sockRecv;
import static asyncio.Asyncio.sockSendall;
import static asyncio.Asyncio.toThread;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.engine.Engine;
import asyncio.spi.Clock;
import asyncio.spi.Poller;
import asyncio.spi.ReadyListener;
import asyncio.spi.Watch;
import asyncio.support.ChildJvm;
import asyncio.task.EventLoop;
import asyncio.task.Task;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A loop that waits in a selector: wake-ups, timers, other loops, interrupts. */
@Timeout(60)
class SelectingLoopTest {

  /** Echoes what comes, until the end. */
  private static void echo(SocketChannel channel) throws Exception {
    for (byte[] data = sockRecv(channel, 100); data.length > 0; data = sockRecv(channel, 100)) {
      sockSendall(channel, data);
    }
  }

  private static void ping(SocketChannel channel, int rounds) throws Exception {
    for (int i = 0; i < rounds; i++) {
      byte[] message = {(byte) i};
      sockSendall(channel, message);
      assertThat(sockRecv(channel, 100)).isEqualTo(message);
    }
  }

  private interface EchoBody {
    void run(SocketChannel client) throws Exception;
  }

  /** Runs a body with a client of an echo. */
  private static void withEcho(EchoBody body) throws Exception {
    try (SocketPair pair = SocketPair.open()) {
      Task<@Nullable Void> echo = createTask(() -> echo(pair.other()));
      body.run(pair.one());
      pair.one().shutdownOutput();
      echo.await();
    }
  }

  /**
   * A thread and a loop that waits in a selector take turns: a single lost wake-up would stop both
   * for good.
   */
  @Test
  void noWakeupIsLost() {
    run(
        () ->
            withEcho(
                client -> {
                  ping(client, 1); // the selector is open now
                  for (int i = 0; i < 5_000; i++) {
                    toThread(() -> {});
                  }
                }));
  }

  @Test
  void noWakeupIsLostBesideEvents() {
    run(
        () ->
            withEcho(
                client -> {
                  Task<@Nullable Void> pinging = createTask(() -> ping(client, 2_000));
                  Task<@Nullable Void> waking =
                      createTask(
                          () -> {
                            for (int i = 0; i < 2_000; i++) {
                              toThread(() -> {});
                            }
                          });
                  pinging.await();
                  waking.await();
                }));
  }

  @Test
  void aBusyLoopServesSockets() {
    run(
        () ->
            withEcho(
                client -> {
                  Task<@Nullable Void> busy =
                      createTask(
                          () -> {
                            while (true) {
                              sleep(Duration.ZERO);
                            }
                          });
                  ping(client, 20);
                  busy.cancel();
                }));
  }

  /** Nothing is ever ready when the loop looks, and yet it never waits. */
  @Test
  void timersThatAreAlwaysDueDoNotStarveSockets() {
    run(
        () ->
            withEcho(
                client -> {
                  Ticker ticker = new Ticker();
                  ticker.tick();
                  ping(client, 20);
                  ticker.stopped = true;
                }));
  }

  private static final class Ticker {

    private final EventLoop loop = getRunningLoop();
    private boolean stopped;

    void tick() {
      if (!stopped) {
        loop.callLater(Duration.ZERO, this::tick);
      }
    }
  }

  @Test
  void timersRingWhileASocketIsSilent() {
    run(
        () ->
            withEcho(
                client -> {
                  ping(client, 1);
                  double before = getRunningLoop().time();
                  sleep(millis(20));
                  assertThat(getRunningLoop().time() - before).isGreaterThanOrEqualTo(0.02);
                }));
  }

  @Test
  void loopsInSeveralThreads() throws Exception {
    try (SocketPair pair = SocketPair.open()) {
      Thread other =
          Thread.ofPlatform()
              .start(
                  () ->
                      run(
                          () -> {
                            echo(pair.other());
                          }));
      run(
          () -> {
            ping(pair.one(), 1_000);
            pair.one().shutdownOutput();
          });
      other.join();
    }
  }

  @Test
  void anInterruptWhileTheLoopSelectsLosesNoEvent() {
    InterruptingPoller interrupting = new InterruptingPoller();
    try (EventLoop loop = new EventLoop(Clock.system(), interrupting)) {
      loop.runUntilComplete(() -> withEcho(client -> ping(client, 20)));
    }
    assertThat(interrupting.interrupts).isPositive();
    assertThat(Thread.interrupted()).isEqualTo(Engine.current().name().equals("fast"));
  }

  /** Interrupts the loop's thread whenever it is about to wait for channels. */
  private static final class InterruptingPoller implements Poller {

    private final Poller selecting = Poller.selecting();
    private int interrupts;
    private boolean watching;

    @Override
    public void await(long timeoutNanos, boolean foreignWork) {
      if (watching && timeoutNanos != 0) {
        interrupts++;
        Thread.currentThread().interrupt();
      }
      selecting.await(timeoutNanos, foreignWork);
    }

    @Override
    public boolean wantsLookIns() {
      return selecting.wantsLookIns();
    }

    @Override
    public Watch watch(SelectableChannel channel, ReadyListener listener) throws IOException {
      watching = true;
      return selecting.watch(channel, listener);
    }

    @Override
    public @Nullable ReadyListener watcherOf(SelectableChannel channel) {
      return selecting.watcherOf(channel);
    }

    @Override
    public void wakeup() {
      selecting.wakeup();
    }

    @Override
    public void close() {
      selecting.close();
    }
  }

  @Test
  void withoutSocketsThereIsNoSelector() throws Exception {
    assertThat(classesOf(WithoutSockets.class)).doesNotContain("sun.nio.ch.SelectorImpl ");
    assertThat(classesOf(WithSockets.class)).contains("sun.nio.ch.SelectorImpl ");
  }

  private static String classesOf(Class<?> program) throws Exception {
    ChildJvm.Result result =
        ChildJvm.of(program).with(ChildJvm.OPEN_JAVA_LANG, "-Xlog:class+load:stdout").run();
    assertThat(result.status()).isZero();
    return result.output();
  }

  static final class WithoutSockets {
    public static void main(String[] args) {
      run(() -> sleep(millis(1)));
    }
  }

  static final class WithSockets {
    public static void main(String[] args) {
      run(() -> withEcho(client -> ping(client, 1)));
    }
  }
}
