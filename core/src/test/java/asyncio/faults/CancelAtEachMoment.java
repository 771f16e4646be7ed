package asyncio.faults;

import static asyncio.Asyncio.ALL_COMPLETED;
import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.run;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.Asyncio;
import asyncio.engine.Engine;
import asyncio.spi.Clock;
import asyncio.spi.Poller;
import asyncio.spi.ReadyListener;
import asyncio.spi.Watch;
import asyncio.task.EventLoop;
import asyncio.task.RunOptions;
import asyncio.task.Task;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Plays a scene with real sockets again and again, and cancels its task after the first, the
 * second, the third iteration of the loop, and so on, until it ends before that; each time once
 * more with a second cancellation, which strikes the clean-up. How many iterations a scene takes is
 * up to the system, what must hold in the end is not: the task has ended, cancelled or done;
 * nothing is left; nobody was told of a failure; and what the scene itself says.
 */
final class CancelAtEachMoment {

  private static final int MOMENTS_AT_MOST = 1000;

  private static final int FIRST_MOMENTS = 6;

  /**
   * Of the moments after the first ones, samples are enough for the portable engine: the engines
   * differ in how a task is suspended, not in where.
   */
  private static final int STRIDE = Engine.current().name().equals("fast") ? 1 : 4;

  private final Director director;
  private final int cancelAt;
  private final boolean twice;
  private final CountingPoller poller = new CountingPoller();
  private final EventLoop loop = new EventLoop(Clock.system(), poller);
  private final List<String> reports = new ArrayList<>();
  private @Nullable Task<@Nullable Void> actor;
  private int iterations;

  private CancelAtEachMoment(Director director, int cancelAt, boolean twice) {
    this.director = director;
    this.cancelAt = cancelAt;
    this.twice = twice;
  }

  /** Sets a scene, in the loop; what it opens stays open until the scene is closed. */
  interface Director {
    Scene set() throws Exception;
  }

  /** What is to be cancelled. */
  interface Scene extends AutoCloseable {

    /** Runs as a task of its own. */
    void act() throws Exception;

    /** Checks, afterwards, what must hold whenever the cancellation came. */
    default void verify() throws Exception {}

    @Override
    default void close() throws IOException {}
  }

  /** Returns the last moment at which the scene was cancelled. */
  static int check(Director director) {
    int last = 0;
    int moment = 1;
    while (new CancelAtEachMoment(director, moment, false).play()) {
      new CancelAtEachMoment(director, moment, true).play();
      last = moment;
      moment += moment < FIRST_MOMENTS ? 1 : STRIDE;
      assertThat(moment).isLessThan(MOMENTS_AT_MOST);
    }
    return last;
  }

  /** Returns whether the task lived to see the moment. */
  private boolean play() {
    loop.setExceptionHandler((_, context) -> reports.add(context.toString()));
    run(RunOptions.on(() -> loop), this::rehearse);
    assertThat(reports).as(describe()).isEmpty();
    return iterations >= cancelAt;
  }

  private void rehearse() throws Exception {
    try (Scene scene = director.set()) {
      Aftermath before = Aftermath.now();
      Task<@Nullable Void> acting = createTask(scene::act);
      actor = acting;
      Asyncio.<@Nullable Void>waitUntil(ALL_COMPLETED, Set.of(acting));
      actor = null;
      if (!acting.cancelled() && acting.exception() != null) {
        throw new AssertionError(describe(), acting.exception());
      }
      scene.verify();
      before.awaitReturn();
    }
  }

  private String describe() {
    return "cancelled " + (twice ? "twice from moment " : "at moment ") + cancelAt;
  }

  private void strike() {
    Task<@Nullable Void> acting = actor;
    if (acting != null) {
      acting.cancel(describe());
    }
  }

  /** The usual one; it counts the iterations while the task is alive, and strikes. */
  private final class CountingPoller implements Poller {

    private final Poller selecting = Poller.selecting();

    @Override
    public void await(long timeoutNanos, boolean foreignWork) {
      if (actor == null) {
        selecting.await(timeoutNanos, foreignWork);
        return;
      }
      iterations++;
      if (iterations == cancelAt || (twice && iterations == cancelAt + 1)) {
        loop.callSoonThreadsafe(CancelAtEachMoment.this::strike);
      }
      selecting.await(timeoutNanos, foreignWork);
    }

    @Override
    public boolean wantsLookIns() {
      return true;
    }

    @Override
    public Watch watch(SelectableChannel channel, ReadyListener listener) throws IOException {
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
}
