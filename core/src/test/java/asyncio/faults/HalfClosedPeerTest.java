package asyncio.faults;

import static asyncio.Asyncio.getRunningLoop;
import static asyncio.faults.ObedientServer.ECHO;
import static asyncio.faults.ObedientServer.FLOOD;
import static asyncio.faults.ObedientServer.survives;
import static asyncio.support.Settling.settleUntil;
import static asyncio.tls.Certificates.trustedClient;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.faults.ObedientServer.End;
import asyncio.net.ByteStream;
import asyncio.net.Network;
import asyncio.stream.Connection;
import asyncio.support.NoLeaks;
import asyncio.tls.TlsStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Random;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Peers that end one direction and keep the other open. */
@ExtendWith(NoLeaks.class)
class HalfClosedPeerTest {

  private static final int LENGTH = 1 << 20;

  /** All that it sent before comes back. */
  @ParameterizedTest
  @EnumSource(names = {"STREAM", "TRANSPORT"})
  void aPeerThatHasSentEverythingStillReceives(Api api) {
    survives(
        api,
        server -> {
          byte[] data = new byte[LENGTH];
          new Random(1).nextBytes(data);
          try (Connection connection = server.order(ECHO)) {
            connection.writer().write(data);
            connection.writer().writeEof();
            assertThat(connection.reader().read()).isEqualTo(data);
          }
          assertThat(server.nextEnd()).isEqualTo(new End(null));
        });
  }

  @ParameterizedTest
  @EnumSource(names = {"STREAM", "TRANSPORT"})
  void aPeerThatHasSentEverythingLeavesWhileItReceives(Api api) {
    survives(
        api,
        server -> {
          Connection connection = server.order(FLOOD);
          connection.writer().writeEof();
          connection.reader().readExactly(LENGTH);
          connection.close();
          assertThat(server.nextEnd().failure()).isInstanceOf(IOException.class);
        });
  }

  /** TLS knows no half of a connection: a goodbye ends both. */
  @ParameterizedTest
  @EnumSource(names = {"SECURE_STREAM", "SECURE_TRANSPORT"})
  void aPeerThatSaysGoodbyeAndStaysIsLeft(Api api) {
    survives(
        api,
        server -> {
          ByteStream socket = connect(server);
          TlsStream peer = TlsStream.client(getRunningLoop(), socket, trustedClient());
          peer.handshake();
          peer.write(ByteBuffer.wrap(new byte[] {'e', '?'}));
          peer.shutdownOutput();
          assertThat(server.nextEnd()).isEqualTo(new End(null));
          server.awaitClients(0);
          peer.close();
        });
  }

  /** The end without a goodbye may be an attack: the server must not take it for the end. */
  @ParameterizedTest
  @EnumSource(names = {"SECURE_STREAM", "SECURE_TRANSPORT"})
  void anEndWithoutGoodbyeIsAFailure(Api api) {
    survives(
        api,
        server -> {
          ByteStream socket = connect(server);
          TlsStream peer = TlsStream.client(getRunningLoop(), socket, trustedClient());
          peer.handshake();
          peer.write(ByteBuffer.wrap(new byte[] {'e', '?'}));
          socket.shutdownOutput();
          assertThat(server.nextEnd().failure()).isInstanceOf(SSLException.class);
          server.awaitClients(0);
          peer.close();
        });
  }

  @ParameterizedTest
  @EnumSource(names = {"SECURE_STREAM", "SECURE_TRANSPORT"})
  void anEndInsteadOfAHandshake(Api api) {
    survives(
        api,
        server -> {
          ByteStream socket = connect(server);
          server.awaitClients(1);
          socket.shutdownOutput();
          server.awaitClients(0);
          socket.close();
        });
  }

  /** What is written to it piles up nowhere, and it does not keep the server from aborting. */
  @ParameterizedTest
  @EnumSource(names = {"STREAM", "TRANSPORT"})
  void aPeerThatNeitherSendsNorReceives(Api api) {
    survives(
        api,
        server -> {
          Connection connection = server.order(FLOOD);
          connection.writer().writeEof();
          settleUntil("the flood has begun", () -> server.floodedBytes() > 0);
          server.server().abortClients();
          server.nextEnd();
          server.awaitClients(0);
          connection.close();
        });
  }

  private static ByteStream connect(ObedientServer server) throws IOException {
    return Network.of(getRunningLoop())
        .connect(new InetSocketAddress(Api.LOCALHOST, server.port()), null);
  }
}
