package asyncio.net;

import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.millis;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.task.EventLoop;
import asyncio.testing.AsyncTest;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** How a server stops, to the moment. */
class ServerStopTest {

  private static final Duration PATIENCE = millis(100);
  private static final Logger LOGGER = Logger.getLogger("asyncio");

  private final List<String> steps = new ArrayList<>();
  private final Handler handler = new StepHandler();

  /** Notes what is logged among what is done. */
  private final class StepHandler extends Handler {

    @Override
    public void publish(LogRecord logged) {
      steps.add(logged.getMessage().replaceAll(".*PT0.1S, (\\w+) .*", "logged: $1"));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @BeforeEach
  void listenToTheLog() {
    LOGGER.addHandler(handler);
    LOGGER.setUseParentHandlers(false);
  }

  @AfterEach
  void leaveTheLog() {
    LOGGER.setUseParentHandlers(true);
    LOGGER.removeHandler(handler);
  }

  /** Its timer comes after the one that ends the patience, in the same iteration. */
  @AsyncTest
  void aClientThatEndsAtTheLastMomentIsInTime() {
    stop(
        ended -> {
          EventLoop loop = getRunningLoop();
          loop.callSoon(() -> loop.callLater(PATIENCE, ended));
        });
    assertThat(steps).isEmpty();
  }

  @AsyncTest
  void aClientThatStaysIsClosedThenAborted() {
    stop(_ -> {});
    assertThat(steps).containsExactly("logged: closing", "close", "logged: aborting", "abort");
  }

  @FunctionalInterface
  private interface Ending {

    void begin(Runnable ended);
  }

  private void stop(Ending ending) {
    Server server =
        new Server(
            getRunningLoop(),
            List.of(new OneConnection()),
            1,
            (_, ended) -> {
              ending.begin(ended);
              return new Client(ended);
            });
    server.start();
    server.stop(PATIENCE);
    assertThat(server.clients()).isEmpty();
  }

  /** Ends when it is aborted, at the latest. */
  private final class Client implements Server.Client {

    private final Runnable ended;

    Client(Runnable ended) {
      this.ended = ended;
    }

    @Override
    public void close() {
      steps.add("close");
    }

    @Override
    public void abort() {
      steps.add("abort");
      getRunningLoop().callSoon(ended);
    }
  }

  /** Somebody is waiting to be accepted. */
  private static final class OneConnection implements Listener {

    private @Nullable ByteStream waiting = MemoryStream.create(getRunningLoop(), 1);

    @Override
    public @Nullable ByteStream accept() {
      ByteStream accepted = waiting;
      waiting = null;
      return accepted;
    }

    @Override
    public void onConnection(@Nullable Runnable callback) {
      if (callback != null) {
        callback.run();
      }
    }

    @Override
    public void awaitConnection() {
      throw new UnsupportedOperationException("an accept loop is called back");
    }

    @Override
    public SocketAddress localAddress() {
      return new InetSocketAddress(0);
    }

    @Override
    public boolean isClosed() {
      return false;
    }

    @Override
    public void close() {}
  }
}
