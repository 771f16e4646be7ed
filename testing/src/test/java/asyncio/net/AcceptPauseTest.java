package asyncio.net;

import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.task.EventLoop;
import asyncio.testing.AsyncTest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an accept loop does while the system has no descriptors, second by second. */
class AcceptPauseTest {

  /** Always has connections waiting, and sometimes cannot accept them. */
  private static final class Exhaustible implements Listener {

    private final EventLoop loop = getRunningLoop();
    private final List<Double> attempts = new ArrayList<>();
    private boolean exhausted = true;
    private boolean closed;
    private @Nullable Runnable callback;

    @Override
    public @Nullable ByteStream accept() throws IOException {
      attempts.add(loop.time());
      if (exhausted) {
        throw new OutOfDescriptorsException("none left", new IOException());
      }
      return null;
    }

    /** Level-triggered: as long as there is a callback, it is called. */
    @Override
    public void onConnection(@Nullable Runnable newCallback) {
      callback = newCallback;
      tell();
    }

    private void tell() {
      if (callback != null && exhausted) {
        callback.run();
        loop.callSoon(this::tell);
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
      return closed;
    }

    @Override
    public void close() {
      closed = true;
      callback = null;
    }
  }

  private final List<String> reports = new ArrayList<>();

  private AcceptLoop start(Exhaustible listener) {
    getRunningLoop().setExceptionHandler((_, context) -> reports.add(context.message()));
    AcceptLoop accepting = new AcceptLoop(getRunningLoop(), listener, 100, ByteStream::close);
    accepting.start();
    return accepting;
  }

  @AsyncTest
  void triesAgainEverySecondAndReportsOnce() {
    Exhaustible listener = new Exhaustible();
    try (AcceptLoop _ = start(listener)) {
      sleep(seconds(2.5));
      assertThat(listener.attempts).containsExactly(0.0, 1.0, 2.0);
      assertThat(reports).containsExactly("socket.accept() out of system resource");
    }
  }

  @AsyncTest
  void aSecondShortageIsReportedAgain() {
    Exhaustible listener = new Exhaustible();
    try (AcceptLoop _ = start(listener)) {
      listener.exhausted = false;
      sleep(seconds(1.5));
      Runnable accept = listener.callback;
      assertThat(accept).isNotNull();
      accept.run();
      listener.exhausted = true;
      accept.run();
      assertThat(reports).hasSize(2);
    }
  }

  @AsyncTest
  void closingEndsThePause() {
    Exhaustible listener = new Exhaustible();
    start(listener).close();
    sleep(seconds(5));
    assertThat(listener.attempts).containsExactly(0.0);
    assertThat(getRunningLoop().statistics().timers()).isZero();
  }
}
