package asyncio.http.websocket;

import asyncio.task.Action;
import asyncio.task.Coroutine;
import asyncio.task.EventLoop;
import asyncio.task.Sleep;
import asyncio.task.Task;
import asyncio.task.TaskOptions;
import asyncio.task.Timeout;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Asks from time to time whether the peer is alive, and gives it up if nothing comes. */
final class Heartbeat {

  private final EventLoop loop;
  private final Action ping;

  /** While a message waits that nobody receives, nothing is read; the peer is not to blame. */
  private final BooleanSupplier messageWaits;

  private final Consumer<String> giveUp;
  private @Nullable Task<?> beating;
  private boolean heard;

  /**
   * None yet.
   *
   * @param ping asks, and waits for the answer
   * @param giveUp ends the websocket, and says why
   */
  Heartbeat(EventLoop loop, Action ping, BooleanSupplier messageWaits, Consumer<String> giveUp) {
    this.loop = loop;
    this.ping = ping;
    this.messageWaits = messageWaits;
    this.giveUp = giveUp;
  }

  /**
   * Starts to ask.
   *
   * @param interval how often, and how long the peer has to answer; null for never
   */
  void start(@Nullable Duration interval) {
    if (interval != null) {
      beating =
          loop.<@Nullable Void>createTask(
              Coroutine.of(() -> beat(interval)), TaskOptions.named("websocket heartbeat"));
    }
  }

  /** Whatever comes in shows as well as a pong that the peer is alive. */
  void heard() {
    heard = true;
  }

  private void beat(Duration interval) {
    do {
      Sleep.sleep(interval);
    } while (isAlive(interval));
    giveUp.accept("the peer has not answered a ping within " + interval);
  }

  private boolean isAlive(Duration patience) {
    heard = false;
    try {
      new Timeout(loop.time() + patience.toNanos() / 1e9).run(ping);
    } catch (TimeoutException late) {
      return heard || messageWaits.getAsBoolean();
    } catch (Exception ended) {
      return true; // whoever ends the websocket ends the heartbeat, too
    }
    return true;
  }

  void end() {
    Task<?> task = beating;
    if (task != null) {
      task.cancel();
    }
  }
}
