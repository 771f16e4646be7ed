package asyncio.transport;

import static asyncio.Asyncio.connectAcceptedSocket;
import static asyncio.Asyncio.createConnection;
import static asyncio.Asyncio.createDatagramEndpoint;
import static asyncio.Asyncio.createFuture;
import static asyncio.Asyncio.createServer;
import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.createUnixConnection;
import static asyncio.Asyncio.createUnixServer;
import static asyncio.Asyncio.run;
import static asyncio.tls.Certificates.trustedClient;
import static asyncio.tls.Certificates.trustedServer;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.net.ListenOptions;
import asyncio.net.Server;
import asyncio.task.Future;
import asyncio.task.Task;
import asyncio.tls.TlsOptions;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Transports and servers on sockets that somebody else has made; servers with several of them. */
class GivenSocketTest {

  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  /** Greets, and hears one message. */
  private static final class Greeter implements Protocol {

    final Future<String> heard = createFuture();
    final Future<@Nullable Throwable> lost = createFuture();

    @Override
    public void connectionMade(Transport transport) {
      transport.write("hello".getBytes(UTF_8));
    }

    @Override
    public void dataReceived(byte[] data) {
      heard.setResult(new String(data, UTF_8));
    }

    @Override
    public void connectionLost(@Nullable Throwable failure) {
      lost.setResult(failure);
    }
  }

  private static void greetAndClose(Connected<Greeter> client) {
    assertThat(client.protocol().heard.await()).isEqualTo("hello");
    client.transport().close();
    assertThat(client.protocol().lost.await()).isNull();
  }

  private static void stop(Server server) {
    server.close();
    server.waitClosed();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void oneThatWasConnectedAndOneThatWasAccepted(boolean secure) {
    run(
        () -> {
          SocketChannel connected;
          SocketChannel accepted;
          try (ServerSocketChannel listener = ServerSocketChannel.open().bind(ANY_PORT)) {
            connected = SocketChannel.open(listener.getLocalAddress());
            accepted = listener.accept();
          }
          Task<Connected<Greeter>> serving =
              createTask(
                  () ->
                      connectAcceptedSocket(
                          Greeter::new, accepted, secure ? trustedServer() : null));
          Connected<Greeter> client =
              createConnection(Greeter::new, connected, secure ? trustedClient() : null);
          Connected<Greeter> server = serving.await();
          assertThat(server.transport().getExtraInfo("peername"))
              .isEqualTo(connected.getLocalAddress());
          assertThat(server.protocol().heard.await()).isEqualTo("hello");
          greetAndClose(client);
          assertThat(server.protocol().lost.await()).isNull();
          assertThat(accepted.isOpen()).isFalse();
        });
  }

  @Test
  void oneThatIsNotConnectedIsRefused() {
    run(
        () -> {
          try (SocketChannel unconnected = SocketChannel.open()) {
            assertThatThrownBy(() -> createConnection(Greeter::new, unconnected, null))
                .isInstanceOf(SocketException.class)
                .hasMessageContaining("connect it first");
          }
          SocketChannel closed = SocketChannel.open();
          closed.close();
          assertThatThrownBy(() -> connectAcceptedSocket(Greeter::new, closed, null))
              .isInstanceOf(ClosedChannelException.class);
        });
  }

  @Test
  void theServerThatIsMeantMustBeNamed() {
    run(
        () -> {
          try (ServerSocketChannel listener = ServerSocketChannel.open().bind(ANY_PORT)) {
            SocketChannel socket = SocketChannel.open(listener.getLocalAddress());
            TlsOptions nameless = TlsOptions.server(trustedClient().context());
            assertThatThrownBy(() -> createConnection(Greeter::new, socket, nameless))
                .isInstanceOf(IllegalArgumentException.class);
            assertThat(socket.isOpen()).isFalse();
          }
        });
  }

  @Test
  void aServerOnASocketThatIsBound() {
    run(
        () -> {
          ServerSocketChannel socket = ServerSocketChannel.open().bind(ANY_PORT);
          SocketAddress address = socket.getLocalAddress();
          Server server =
              createServer(Greeter::new, socket, ListenOptions.DEFAULT, null, /* later */ false);
          assertThat(server.addresses()).containsExactly(address);
          assertThat(server.isServing()).isFalse();
          server.startServing();
          greetAndClose(createConnection(Greeter::new, SocketChannel.open(address), null));
          stop(server);
          assertThat(socket.isOpen()).isFalse();
          try (ServerSocketChannel unbound = ServerSocketChannel.open()) {
            assertThatThrownBy(
                    () -> createServer(Greeter::new, unbound, ListenOptions.DEFAULT, null, true))
                .isInstanceOf(SocketException.class)
                .hasMessageContaining("bind it first");
          }
        });
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "127.0.0.2 may have to be set up")
  void aServerOfSeveralHosts() {
    run(
        () -> {
          Server server =
              createServer(
                  Greeter::new,
                  List.of("127.0.0.1", "127.0.0.2", "127.0.0.1"),
                  0,
                  ListenOptions.DEFAULT,
                  null,
                  true);
          assertThat(server.addresses()).hasSize(2);
          for (SocketAddress address : server.addresses()) {
            InetSocketAddress inet = (InetSocketAddress) address;
            greetAndClose(
                createConnection(Greeter::new, inet.getAddress().getHostAddress(), inet.getPort()));
          }
          stop(server);
        });
  }

  @Test
  void anAddressOfAnotherMachineIsLeftOutIfThereAreOthers() {
    String elsewhere = "192.0.2.1"; // reserved for documentation
    run(
        () -> {
          Server server =
              createServer(
                  Greeter::new,
                  List.of(elsewhere, "127.0.0.1"),
                  0,
                  ListenOptions.DEFAULT,
                  null,
                  true);
          assertThat(server.addresses()).hasSize(1);
          stop(server);
          assertThatThrownBy(() -> createServer(Greeter::new, elsewhere, 0))
              .isInstanceOf(BindException.class)
              .hasMessageContaining(elsewhere);
        });
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "127.0.0.2 may have to be set up")
  void oneHostThatCannotBeBoundStopsAll() {
    run(
        () -> {
          Server first = createServer(Greeter::new, "127.0.0.1", 0);
          int taken = ((InetSocketAddress) first.addresses().getFirst()).getPort();
          assertThatThrownBy(
                  () ->
                      createServer(
                          Greeter::new,
                          List.of("127.0.0.2", "127.0.0.1"),
                          taken,
                          ListenOptions.DEFAULT,
                          null,
                          true))
              .isInstanceOf(IOException.class)
              .hasMessageContaining("error while attempting to bind on address")
              .hasMessageContaining("127.0.0.1");
          stop(first);
        });
  }

  @Test
  void aUnixServerOverTlsThatStartsLater(@TempDir Path folder) {
    run(
        () -> {
          Path path = folder.resolve("s");
          Server server =
              createUnixServer(Greeter::new, path, ListenOptions.DEFAULT, trustedServer(), false);
          assertThat(server.isServing()).isFalse();
          server.startServing();
          greetAndClose(createUnixConnection(Greeter::new, path, trustedClient()));
          stop(server);
        });
  }

  /** Notes one datagram. */
  private static final class Receiver implements DatagramProtocol {

    final Future<String> heard = createFuture();
    final Future<@Nullable Throwable> lost = createFuture();

    @Override
    public void datagramReceived(byte[] data, SocketAddress from) {
      heard.setResult(new String(data, UTF_8));
    }

    @Override
    public void connectionLost(@Nullable Throwable failure) {
      lost.setResult(failure);
    }
  }

  @Test
  void aDatagramSocketThatIsBound() {
    run(
        () -> {
          DatagramChannel socket = DatagramChannel.open().bind(ANY_PORT);
          SocketAddress address = Objects.requireNonNull(socket.getLocalAddress());
          DatagramEndpoint<Receiver> endpoint = createDatagramEndpoint(Receiver::new, socket);
          endpoint.transport().sendto("to myself".getBytes(UTF_8), address);
          assertThat(endpoint.protocol().heard.await()).isEqualTo("to myself");
          endpoint.transport().close();
          endpoint.protocol().lost.await();
          assertThat(socket.isOpen()).isFalse();
        });
  }
}
