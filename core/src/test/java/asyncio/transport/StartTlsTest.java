package asyncio.transport;

import static asyncio.Asyncio.createConnection;
import static asyncio.Asyncio.createFuture;
import static asyncio.Asyncio.createServer;
import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.startTls;
import static asyncio.tls.Certificates.trustedClient;
import static asyncio.tls.Certificates.trustedServer;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ZERO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.net.MemoryStream;
import asyncio.net.Server;
import asyncio.stream.Connection;
import asyncio.task.CancelledError;
import asyncio.task.Future;
import asyncio.task.Task;
import asyncio.tls.TlsOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Transports that become secure on the way. */
class StartTlsTest {

  private static final String LOCALHOST = "127.0.0.1";

  /** Notes what it is told, and wakes who waits for as many bytes as are expected. */
  private static class Recorder implements Protocol {

    final List<String> events = new ArrayList<>();
    final StringBuilder heard = new StringBuilder();
    final Future<@Nullable Throwable> lost = createFuture();
    private Future<String> message = createFuture();
    private int expected = Integer.MAX_VALUE;

    @Override
    public void connectionMade(Transport transport) {
      events.add("made");
    }

    @Override
    public void dataReceived(byte[] data) {
      heard.append(new String(data, UTF_8));
      wake();
    }

    private void wake() {
      if (heard.length() >= expected && !message.done()) {
        message.setResult(heard.toString());
      }
    }

    String await(int length) {
      expected = length;
      message = createFuture();
      wake();
      return message.await();
    }

    @Override
    public void connectionLost(@Nullable Throwable failure) {
      events.add("lost");
      lost.setResult(failure);
    }
  }

  /** Speaks plainly until it is asked for TLS; then it is an echo. */
  private static final class UpgradingServer implements Protocol {

    final Recorder echo = new Recorder();
    private @Nullable Transport transport;

    @Override
    public void connectionMade(Transport made) {
      transport = made;
    }

    @Override
    public void dataReceived(byte[] data) {
      Transport plain = Objects.requireNonNull(transport);
      plain.pauseReading(); // what comes next is the handshake
      plain.write("OK".getBytes(UTF_8));
      createTask(
          () -> {
            Transport secure = startTls(plain, echo, trustedServer(), true);
            secure.write(("secret " + echo.await(4)).getBytes(UTF_8));
          });
    }
  }

  private static int portOf(Server server) {
    return ((InetSocketAddress) server.addresses().getFirst()).getPort();
  }

  @Test
  void bothSidesAgreeAndGoOnInSecret() {
    run(
        () -> {
          UpgradingServer serving = new UpgradingServer();
          Server server = createServer(() -> serving, LOCALHOST, 0);
          Recorder plain = new Recorder();
          Transport client = createConnection(() -> plain, LOCALHOST, portOf(server)).transport();
          client.write("TLS?".getBytes(UTF_8));
          assertThat(plain.await(2)).isEqualTo("OK");
          Recorder secret = new Recorder();
          Transport secure = startTls(client, secret, trustedClient());
          assertThat(secure).isSameAs(client);
          assertThat(secure.getExtraInfo("cipher")).isNotNull();
          assertThat(secure.getProtocol()).isSameAs(secret);
          secure.write("ping".getBytes(UTF_8));
          assertThat(secret.await(11)).isEqualTo("secret ping");
          secure.close();
          assertThat(secret.lost.await()).isNull();
          assertThat(serving.echo.lost.await()).isNull();
          assertThat(secret.events).containsExactly("lost");
          assertThat(plain.events).containsExactly("made");
          server.close();
          server.waitClosed();
        });
  }

  /** A transport over little memory, with the other end. */
  private record Ends(Transport transport, Recorder protocol, Connection peer) {

    static Ends connect() {
      MemoryStream stream = MemoryStream.create(getRunningLoop(), 1000);
      Connected<Recorder> connected = Connections.attach(stream, Recorder::new);
      return new Ends(connected.transport(), connected.protocol(), Connection.over(stream.peer()));
    }
  }

  private static void giveWay() {
    for (int i = 0; i < 10; i++) {
      sleep(ZERO);
    }
  }

  @Test
  void whatWasWrittenBeforeIsSentPlainly() {
    run(
        () -> {
          Ends ends = Ends.connect();
          ends.transport().write("plain".repeat(10_000).getBytes(UTF_8));
          Recorder secret = new Recorder();
          Task<Transport> upgrade =
              createTask(() -> startTls(ends.transport(), secret, trustedClient()));
          byte[] plain = ends.peer().reader().readExactly(50_000);
          assertThat(new String(plain, UTF_8)).isEqualTo("plain".repeat(10_000));
          ends.peer().abort();
          assertThatThrownBy(upgrade::await).isInstanceOf(IOException.class);
          secret.lost.await();
        });
  }

  @Test
  void aPeerThatDoesNotShakeHandsLosesTheConnection() {
    run(
        () -> {
          Ends ends = Ends.connect();
          Recorder secret = new Recorder();
          ends.peer().writer().write("HTTP/1.0 400 Bad Request\r\n", UTF_8);
          Transport transport = ends.transport();
          transport.pauseReading();
          assertThatThrownBy(() -> startTls(transport, secret, trustedClient()))
              .isInstanceOf(SSLException.class)
              .hasMessageContaining("HTTP/1.0 400");
          assertThat(secret.lost.await()).isInstanceOf(SSLException.class);
          assertThat(transport.isClosing()).isTrue();
          assertThat(ends.protocol().events).containsExactly("made");
          ends.peer().abort();
        });
  }

  @Test
  void cancellingTheHandshakeClosesTheConnection() {
    run(
        () -> {
          Ends ends = Ends.connect();
          Recorder secret = new Recorder();
          Task<Transport> upgrade =
              createTask(() -> startTls(ends.transport(), secret, trustedClient()));
          giveWay();
          assertThat(ends.transport().isReading()).isFalse();
          assertThatThrownBy(() -> ends.transport().write(new byte[1]))
              .isInstanceOf(IllegalStateException.class)
              .hasMessage("unable to write; startTls is in progress");
          upgrade.cancel();
          assertThatThrownBy(upgrade::await).isInstanceOf(CancelledError.class);
          assertThat(secret.lost.await()).isNull();
          assertThat(secret.events).containsExactly("lost");
          ends.peer().reader().read();
          assertThat(ends.peer().reader().atEof()).isTrue();
          ends.peer().abort();
        });
  }

  @Test
  void abortingDuringTheHandshakeEndsIt() {
    run(
        () -> {
          Ends ends = Ends.connect();
          Recorder secret = new Recorder();
          Task<Transport> upgrade =
              createTask(() -> startTls(ends.transport(), secret, trustedClient()));
          giveWay();
          ends.transport().abort();
          assertThatThrownBy(upgrade::await).isInstanceOf(IOException.class);
          assertThat(secret.lost.await()).isNull();
          ends.peer().abort();
        });
  }

  @Test
  void misuseIsRefusedAndLeavesTheTransportAsItWas() {
    run(
        () -> {
          Ends ends = Ends.connect();
          Transport transport = ends.transport();
          TlsOptions nameless = TlsOptions.server(trustedClient().context());
          assertThatThrownBy(() -> startTls(transport, ends.protocol(), nameless))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageContaining("which server it means");
          ends.peer().writer().write("still plain", UTF_8);
          assertThat(ends.protocol().await(11)).isEqualTo("still plain");
          transport.writeEof();
          assertThatThrownBy(() -> startTls(transport, ends.protocol(), trustedClient()))
              .isInstanceOf(IllegalStateException.class)
              .hasMessageContaining("writeEof()");
          transport.close();
          assertThatThrownBy(() -> startTls(transport, ends.protocol(), trustedClient()))
              .isInstanceOf(IllegalStateException.class)
              .hasMessageContaining("the transport is closing");
          ends.protocol().lost.await();
          ends.peer().abort();
        });
  }
}
