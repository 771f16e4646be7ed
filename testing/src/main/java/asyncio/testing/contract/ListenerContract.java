package asyncio.testing.contract;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.net.ByteStream;
import asyncio.net.Listener;
import asyncio.task.Action;
import asyncio.task.CancelledError;
import asyncio.task.EventLoop;
import asyncio.task.Task;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Listener} promises, as JUnit tests; a subclass for each kind says how to make
 * one and how to reach it.
 */
public abstract class ListenerContract {

  private static final Duration MOMENT = Duration.ofMillis(1);

  /** For subclasses. */
  protected ListenerContract() {}

  /**
   * A new listener; called in a task.
   *
   * @throws IOException if it fails
   */
  protected abstract Listener listen(EventLoop loop) throws IOException;

  /**
   * Connects to a listener; called in a task.
   *
   * @throws IOException if it fails
   */
  protected abstract ByteStream connect(EventLoop loop, Listener listener) throws IOException;

  /** Runs a test as a task; by default with {@code run}, and so on real time. */
  protected void runTest(Action test) {
    run(test);
  }

  /** A test on a listener. */
  @FunctionalInterface
  protected interface Hearing {

    /**
     * Runs the test.
     *
     * @throws Exception if it fails
     */
    void hear(Listener listener) throws Exception;
  }

  /** Runs a test on a listener, and closes it. */
  protected final void listening(Hearing hearing) {
    runTest(
        () -> {
          try (Listener listener = listen(getRunningLoop())) {
            hearing.hear(listener);
          }
        });
  }

  private ByteStream connect(Listener listener) throws IOException {
    return connect(getRunningLoop(), listener);
  }

  private static ByteStream accept(Listener listener) throws IOException {
    ByteStream accepted = listener.accept();
    while (accepted == null) {
      listener.awaitConnection();
      accepted = listener.accept();
    }
    return accepted;
  }

  @Test
  void nobodyIsThereBeforeSomebodyConnects() {
    listening(listener -> assertThat(listener.accept()).isNull());
  }

  @Test
  void whoConnectsIsAccepted() {
    listening(
        listener -> {
          try (ByteStream near = connect(listener);
              ByteStream far = accept(listener)) {
            near.write(ByteBuffer.wrap(new byte[] {7}));
            far.awaitReadable();
            assertThat(far.read(ByteBuffer.allocate(2))).isEqualTo(1);
          }
        });
  }

  @Test
  void severalAreAcceptedEachOnce() {
    listening(
        listener -> {
          List<ByteStream> streams = new ArrayList<>();
          for (int i = 0; i < 3; i++) {
            streams.add(connect(listener));
          }
          for (int i = 0; i < 3; i++) {
            streams.add(accept(listener));
          }
          sleep(MOMENT);
          assertThat(listener.accept()).isNull();
          streams.forEach(ByteStream::close);
        });
  }

  @Test
  void whoWaitsIsWokenByAConnection() {
    listening(
        listener -> {
          Task<ByteStream> accepting = createTask(() -> accept(listener));
          sleep(MOMENT);
          assertThat(accepting.done()).isFalse();
          connect(listener).close();
          accepting.await().close();
        });
  }

  @Test
  void theCallbackIsCalledWhenSomebodyHasConnected() {
    listening(
        listener -> {
          List<ByteStream> accepted = new ArrayList<>();
          listener.onConnection(() -> takeOne(listener, accepted));
          ByteStream near = connect(listener);
          while (accepted.isEmpty()) {
            sleep(MOMENT);
          }
          listener.onConnection(null);
          near.close();
          accepted.forEach(ByteStream::close);
        });
  }

  private static void takeOne(Listener listener, List<ByteStream> accepted) {
    try {
      ByteStream stream = listener.accept();
      if (stream != null) {
        accepted.add(stream);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aCancelledWaitLeavesNothingBehind() {
    listening(
        listener -> {
          Task<@Nullable Void> cancelled = createTask(() -> listener.awaitConnection());
          sleep(MOMENT);
          cancelled.cancel();
          assertThatThrownBy(cancelled::await).isInstanceOf(CancelledError.class);
          Task<ByteStream> next = createTask(() -> accept(listener));
          sleep(MOMENT);
          connect(listener).close();
          next.await().close();
        });
  }

  @Test
  void closingWakesWhoWaits() {
    listening(
        listener -> {
          Task<ByteStream> accepting = createTask(() -> accept(listener));
          sleep(MOMENT);
          listener.close();
          assertThatThrownBy(accepting::await).isInstanceOf(IOException.class);
        });
  }

  @Test
  void aClosedListenerRefusesEverything() {
    listening(
        listener -> {
          assertThat(listener.isClosed()).isFalse();
          listener.close();
          listener.close();
          assertThat(listener.isClosed()).isTrue();
          assertThatThrownBy(listener::accept).isInstanceOf(IOException.class);
          assertThatThrownBy(listener::awaitConnection).isInstanceOf(IOException.class);
          assertThatThrownBy(() -> connect(listener)).isInstanceOf(IOException.class);
        });
  }

  @Test
  void connectionsOutliveTheListener() {
    listening(
        listener -> {
          try (ByteStream near = connect(listener);
              ByteStream far = accept(listener)) {
            listener.close();
            near.write(ByteBuffer.wrap(new byte[] {7}));
            far.awaitReadable();
            assertThat(far.read(ByteBuffer.allocate(2))).isEqualTo(1);
          }
        });
  }
}
