package asyncio.stream;

import static asyncio.Asyncio.openConnection;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.startServer;
import static asyncio.tls.Certificates.trustedClient;
import static asyncio.tls.Certificates.trustedServer;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.net.Server;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections and servers on sockets that somebody else has made; servers at several hosts. */
class GivenSocketStreamTest {

  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private static void greet(StreamReader reader, StreamWriter writer) throws IOException {
    writer.send("hello\n", UTF_8);
    reader.read();
  }

  private static void assertGreeted(SocketAddress address, ConnectionOptions options)
      throws IOException {
    SocketChannel socket = SocketChannel.open(address);
    try (Connection connection = openConnection(socket, options)) {
      assertThat(connection.getExtraInfo("peername")).isEqualTo(address);
      assertThat(connection.reader().readLine(UTF_8)).isEqualTo("hello");
    }
    assertThat(socket.isOpen()).isFalse();
  }

  private static void stop(Server server) {
    server.close();
    server.waitClosed();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void bothSides(boolean secure) {
    ServerOptions serving =
        secure ? ServerOptions.DEFAULT.withTls(trustedServer()) : ServerOptions.DEFAULT;
    ConnectionOptions connecting =
        secure ? ConnectionOptions.DEFAULT.withTls(trustedClient()) : ConnectionOptions.DEFAULT;
    run(
        () -> {
          ServerSocketChannel socket = ServerSocketChannel.open().bind(ANY_PORT);
          SocketAddress address = socket.getLocalAddress();
          Server server = startServer(GivenSocketStreamTest::greet, socket, serving);
          assertThat(server.addresses()).containsExactly(address);
          assertGreeted(address, connecting);
          stop(server);
          assertThat(socket.isOpen()).isFalse();
        });
  }

  @Test
  void socketsThatWillNotDoAreRefused() {
    run(
        () -> {
          try (SocketChannel unconnected = SocketChannel.open();
              ServerSocketChannel unbound = ServerSocketChannel.open()) {
            assertThatThrownBy(() -> openConnection(unconnected, ConnectionOptions.DEFAULT))
                .isInstanceOf(SocketException.class)
                .hasMessageContaining("connect it first");
            assertThatThrownBy(
                    () -> startServer(GivenSocketStreamTest::greet, unbound, ServerOptions.DEFAULT))
                .isInstanceOf(SocketException.class)
                .hasMessageContaining("bind it first");
          }
        });
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "127.0.0.2 may have to be set up")
  void severalHosts() {
    run(
        () -> {
          Server server =
              startServer(
                  GivenSocketStreamTest::greet, ServerOptions.DEFAULT, 0, "127.0.0.1", "127.0.0.2");
          assertThat(server.addresses()).hasSize(2);
          for (SocketAddress address : server.addresses()) {
            assertGreeted(address, ConnectionOptions.DEFAULT);
          }
          stop(server);
        });
  }

  @Test
  void noHostIsNotEveryHost() {
    run(
        () ->
            assertThatThrownBy(
                    () -> startServer(GivenSocketStreamTest::greet, ServerOptions.DEFAULT, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("got none"));
  }
}
