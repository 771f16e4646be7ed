package asyncio.faults;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.faults.ObedientServer.ECHO;
import static asyncio.faults.ObedientServer.FLOOD;
import static asyncio.faults.ObedientServer.reset;
import static asyncio.faults.ObedientServer.survives;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.net.Listener;
import asyncio.net.SocketStream;
import asyncio.net.Sockets;
import asyncio.stream.Connection;
import asyncio.support.NoLeaks;
import asyncio.task.Task;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Peers that cut the connection in the middle of something. */
@ExtendWith(NoLeaks.class)
class PeerResetTest {

  /** The beginning of a TLS record with a ClientHello. */
  private static final byte[] HALF_A_GREETING = {22, 3, 1, 2, 0, 1, 0, 1, (byte) 0xfc, 3, 3};

  @ParameterizedTest
  @EnumSource
  void whileTheServerReads(Api api) {
    survives(
        api,
        server -> {
          Connection connection = server.order(ECHO + "?");
          assertThat(connection.reader().readExactly(1)).isEqualTo("?".getBytes(UTF_8));
          reset(connection);
          assertThat(server.nextEnd().failure()).isInstanceOf(IOException.class);
        });
  }

  @ParameterizedTest
  @EnumSource
  void whileTheServerWrites(Api api) {
    survives(
        api,
        server -> {
          Connection connection = server.order(FLOOD);
          connection.reader().readExactly(1);
          reset(connection);
          assertThat(server.nextEnd().failure()).isInstanceOf(IOException.class);
        });
  }

  /** Nobody is told: the peer has not been served yet. */
  @ParameterizedTest
  @EnumSource(names = {"SECURE_STREAM", "SECURE_TRANSPORT"})
  void whileTheServerShakesHands(Api api) {
    survives(
        api,
        server -> {
          cutInTheMiddle(server, HALF_A_GREETING.length);
          cutInTheMiddle(server, 1);
          cutInTheMiddle(server, 0);
        });
  }

  private static void cutInTheMiddle(ObedientServer server, int bytes) throws Exception {
    Aftermath before = Aftermath.now();
    try (SocketChannel peer =
        SocketChannel.open(new InetSocketAddress(Api.LOCALHOST, server.port()))) {
      peer.write(ByteBuffer.wrap(HALF_A_GREETING, 0, bytes));
      server.awaitClients(1);
      peer.setOption(StandardSocketOptions.SO_LINGER, 0);
    }
    server.awaitClients(0);
    before.awaitReturn();
  }

  @ParameterizedTest
  @EnumSource(names = {"STREAM", "SECURE_STREAM"})
  void beforeTheClientIsServed(Api api) {
    survives(api, server -> serverCuts(api, 0));
  }

  @ParameterizedTest
  @EnumSource(names = "SECURE_STREAM")
  void whileTheClientShakesHands(Api api) {
    survives(api, server -> serverCuts(api, 1));
  }

  private static void serverCuts(Api api, int bytesBefore) throws IOException {
    try (Listener listener = Sockets.listen(getRunningLoop())) {
      int port = ((InetSocketAddress) listener.localAddress()).getPort();
      Task<@Nullable Void> client = createTask(() -> talk(api, port));
      try (SocketStream accepted = (SocketStream) Sockets.accept(listener)) {
        ByteBuffer greeting = ByteBuffer.allocate(bytesBefore);
        while (greeting.hasRemaining()) {
          accepted.awaitReadable();
          accepted.read(greeting);
        }
        accepted.channel().setOption(StandardSocketOptions.SO_LINGER, 0);
      }
      assertThatThrownBy(client::await).isInstanceOf(IOException.class);
    }
  }

  private static void talk(Api api, int port) throws IOException {
    try (Connection connection = api.connect(port)) {
      connection.reader().read();
    }
  }
}
