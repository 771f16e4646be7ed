package asyncio.tls;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.net.MemoryStream;
import asyncio.task.CancelledError;
import asyncio.task.Outcome;
import asyncio.task.Task;
import asyncio.testing.CancelEverywhere;
import asyncio.testing.CancelScenario;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** TLS, cancelled at every moment. */
class TlsCancelTest {

  /** A client and a server on one wire; the client is struck, the server finds it gone. */
  private abstract static class Connection implements CancelScenario {

    private @Nullable MemoryStream wire;
    private @Nullable TlsStream client;
    private @Nullable Task<@Nullable Void> serving;

    final TlsStream connect(int capacity) {
      MemoryStream near = MemoryStream.create(getRunningLoop(), capacity);
      wire = near;
      serving = createTask(() -> serveQuietly(near.peer()));
      TlsStream created =
          TlsStream.client(
              getRunningLoop(), near, TlsOptions.client(TestContexts.CLIENT, "localhost"));
      client = created;
      return created;
    }

    private void serveQuietly(MemoryStream far) {
      try (TlsStream server =
          TlsStream.server(getRunningLoop(), far, TlsOptions.server(TestContexts.SERVER))) {
        server.handshake();
        serve(server);
        server.shutdown();
      } catch (IOException clientIsGone) {
        // which is what this is about
      }
    }

    abstract void serve(TlsStream server) throws IOException;

    /** Null if the strike came before the first step. */
    final @Nullable TlsStream client() {
      return client;
    }

    final boolean wireIsClosed() {
      return wire == null || wire.isClosed();
    }

    final void awaitServer() {
      if (serving != null) {
        serving.await();
      }
    }

    @Override
    public boolean mayLeaveWorkBehind() {
      return true; // the server
    }
  }

  private static void assertCancelled(Outcome<?> outcome) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Failure.class,
            failure -> assertThat(failure.exception()).isInstanceOf(CancelledError.class));
  }

  private static int receive(TlsStream stream, ByteBuffer target) throws IOException {
    int count = stream.read(target);
    while (count == 0) {
      stream.awaitReadable();
      count = stream.read(target);
    }
    return count;
  }

  /** Whoever is cancelled in a handshake or a goodbye leaves a closed connection. */
  private static final class HandshakeAndGoodbye extends Connection {

    private boolean betweenThem;

    @Override
    void serve(TlsStream server) {}

    @Override
    public void run() throws IOException {
      TlsStream stream = connect(400);
      stream.handshake();
      betweenThem = true;
      stream.shutdown();
    }

    @Override
    public void verify(Outcome<?> outcome) {
      if (outcome instanceof Outcome.Success) {
        assertThat(betweenThem).isTrue();
        assertThat(wireIsClosed()).as("closed by a shutdown that went well").isFalse();
      } else {
        assertCancelled(outcome);
        assertThat(wireIsClosed()).isTrue();
      }
      awaitServer();
    }
  }

  @Test
  void handshakeAndGoodbye() {
    assertThat(CancelEverywhere.check(HandshakeAndGoodbye::new)).isGreaterThan(10);
  }

  /** What a cancelled reader has not read is there for the next. */
  private static final class Reading extends Connection {

    private static final int MESSAGES = 5;
    private static final int LENGTH = 500;

    private final ByteBuffer received = ByteBuffer.allocate(MESSAGES * LENGTH);

    @Override
    void serve(TlsStream server) throws IOException {
      for (int message = 0; message < MESSAGES; message++) {
        byte[] bytes = new byte[LENGTH];
        Arrays.fill(bytes, (byte) message);
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
          if (server.write(rest) == 0) {
            server.awaitWritable();
          }
        }
        sleep(seconds(1));
      }
    }

    @Override
    public void run() throws IOException {
      TlsStream stream = connect(300);
      stream.handshake();
      receiveAll(stream);
    }

    private void receiveAll(TlsStream stream) throws IOException {
      while (received.hasRemaining()) {
        assertThat(receive(stream, received)).isPositive();
      }
    }

    @Override
    public void verify(Outcome<?> outcome) throws IOException {
      if (outcome instanceof Outcome.Failure) {
        assertCancelled(outcome);
      }
      TlsStream stream = client();
      if (stream != null && !stream.isClosed()) {
        try (stream) {
          receiveAll(stream);
        }
        for (int i = 0; i < received.capacity(); i++) {
          assertThat(received.get(i)).isEqualTo((byte) (i / LENGTH));
        }
      }
      awaitServer();
    }
  }

  @Test
  void reading() {
    assertThat(CancelEverywhere.check(Reading::new)).isGreaterThan(20);
  }
}
