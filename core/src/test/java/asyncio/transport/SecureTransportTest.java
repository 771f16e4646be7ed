package asyncio.transport;

import static asyncio.Asyncio.createConnection;
import static asyncio.Asyncio.createFuture;
import static asyncio.Asyncio.createServer;
import static asyncio.Asyncio.openConnection;
import static asyncio.Asyncio.run;
import static asyncio.tls.Certificates.trustedClient;
import static asyncio.tls.Certificates.trustedServer;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.net.ConnectOptions;
import asyncio.net.ListenOptions;
import asyncio.net.Server;
import asyncio.stream.Connection;
import asyncio.task.Future;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Transports over TLS, with real sockets. */
class SecureTransportTest {

  private static final String LOCALHOST = "127.0.0.1";

  /** Sends everything back and closes with its client. */
  private static final class Echo implements Protocol {

    private @Nullable Transport transport;

    @Override
    public void connectionMade(Transport made) {
      transport = made;
    }

    @Override
    public void dataReceived(byte[] data) {
      Objects.requireNonNull(transport).write(data);
    }
  }

  /** Collects what comes until enough is there. */
  private static class Collector implements Protocol {

    final ByteArrayOutputStream received = new ByteArrayOutputStream();
    final Future<Boolean> enough = createFuture();
    final Future<List<@Nullable Throwable>> lost = createFuture();
    private final int expected;

    Collector(int expected) {
      this.expected = expected;
    }

    @Override
    public void dataReceived(byte[] data) {
      received.writeBytes(data);
      if (received.size() == expected) {
        enough.setResult(true);
      }
    }

    @Override
    public void connectionLost(@Nullable Throwable failure) {
      List<@Nullable Throwable> reason = new ArrayList<>();
      reason.add(failure);
      lost.setResult(reason);
    }
  }

  private static Server start(Supplier<? extends Protocol> protocols) throws IOException {
    return createServer(protocols, LOCALHOST, 0, ListenOptions.DEFAULT, trustedServer());
  }

  private static int portOf(Server server) {
    return ((InetSocketAddress) server.addresses().getFirst()).getPort();
  }

  @Test
  void dataGoesBothWaysAndBothSayGoodbye() {
    run(
        () -> {
          byte[] data = "0123456789".repeat(100_000).getBytes(UTF_8);
          Server server = start(Echo::new);
          Connected<Collector> client =
              createConnection(
                  () -> new Collector(data.length),
                  LOCALHOST,
                  portOf(server),
                  ConnectOptions.DEFAULT,
                  trustedClient());
          assertThat(client.transport().getExtraInfo("cipher")).isNotNull();
          assertThat(client.transport().canWriteEof()).isFalse();
          client.transport().write(data);
          client.protocol().enough.await();
          assertThat(client.protocol().received.toByteArray()).isEqualTo(data);
          client.transport().close();
          assertThat(client.protocol().lost.await()).containsOnlyNulls();
          server.close();
          server.waitClosed();
        });
  }

  @Test
  void aClientWithoutTlsIsLeftAloneAndTheServerServesOn() {
    run(
        () -> {
          Server server = start(Echo::new);
          try (Connection stranger = openConnection(LOCALHOST, portOf(server))) {
            stranger.writer().write("GET / HTTP/1.0\r\n\r\n".getBytes(UTF_8));
            stranger.reader().read();
          }
          Connected<Collector> client =
              createConnection(
                  () -> new Collector(2),
                  LOCALHOST,
                  portOf(server),
                  ConnectOptions.DEFAULT,
                  trustedClient());
          client.transport().write("ok".getBytes(UTF_8));
          client.protocol().enough.await();
          client.transport().close();
          client.protocol().lost.await();
          server.close();
          server.waitClosed();
        });
  }

  @Test
  void aServerWithoutTlsIsRefused() {
    run(
        () -> {
          Server server = createServer(Echo::new, LOCALHOST, 0);
          assertThatThrownBy(
                  () ->
                      createConnection(
                          () -> new Collector(0),
                          LOCALHOST,
                          portOf(server),
                          ConnectOptions.DEFAULT,
                          trustedClient()))
              .isInstanceOf(IOException.class);
          server.close();
          server.waitClosed();
        });
  }

  @Test
  void closingAtOnceIsAGoodbye() {
    run(
        () -> {
          Collector serving =
              new Collector(0) {
                @Override
                public void connectionMade(Transport transport) {
                  transport.close();
                }
              };
          Server server = start(() -> serving);
          Connected<Collector> client =
              createConnection(
                  () -> new Collector(0),
                  LOCALHOST,
                  portOf(server),
                  ConnectOptions.DEFAULT,
                  trustedClient());
          assertThat(client.protocol().lost.await()).containsOnlyNulls();
          assertThat(serving.lost.await()).containsOnlyNulls();
          server.close();
          server.waitClosed();
        });
  }
}
