package asyncio.tls;

import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.toThread;
import static asyncio.net.PeerProcess.assumePresent;
import static asyncio.tls.Certificates.path;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.net.ByteStream;
import asyncio.net.Listener;
import asyncio.net.Network;
import asyncio.net.PeerProcess;
import asyncio.net.Sockets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenSSL and Python on the other end of a socket. */
class TlsRealPeersTest {

  private static final String PYTHON_SERVER =
      """
      import asyncio, ssl, sys
      async def serve(reader, writer):
          writer.write((await reader.readline()).upper())
          await writer.drain()
          writer.close()
      async def main():
          context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
          context.load_cert_chain(sys.argv[1], sys.argv[2])
          server = await asyncio.start_server(serve, '127.0.0.1', 0, ssl=context)
          print('listening', server.sockets[0].getsockname()[1], flush=True)
          await server.serve_forever()
      asyncio.run(main())
      """;

  private static final String PYTHON_CLIENT =
      """
      import asyncio, ssl, sys
      async def main():
          context = ssl.create_default_context(cafile=sys.argv[1])
          reader, writer = await asyncio.open_connection(
              '127.0.0.1', int(sys.argv[2]), ssl=context, server_hostname='localhost')
          writer.write(b'hello\\n')
          print((await reader.read()).decode())
          writer.close()
          await writer.wait_closed()
      asyncio.run(main())
      """;

  private static String shout(int port) {
    return run(
        () -> {
          ByteStream socket =
              Network.of(getRunningLoop())
                  .connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), null);
          try (TlsStream tls =
              TlsStream.client(getRunningLoop(), socket, Certificates.trustedClient())) {
            tls.handshake();
            TlsTalk.say(tls, "hello\n");
            String answer = TlsTalk.hearLine(tls);
            tls.shutdown();
            return answer;
          }
        });
  }

  /** Serves one client, which {@code client} starts, and returns what that says. */
  private static String serve(TlsOptions options, ClientStart client) {
    return run(
        () -> {
          try (Listener listener = Sockets.listen(getRunningLoop())) {
            int port = ((InetSocketAddress) listener.localAddress()).getPort();
            try (PeerProcess process = toThread(() -> client.start(Integer.toString(port)))) {
              try (TlsStream tls =
                  TlsStream.server(getRunningLoop(), Sockets.accept(listener), options)) {
                tls.handshake();
                TlsTalk.say(tls, TlsTalk.hearLine(tls).toUpperCase(Locale.ROOT));
                tls.shutdown();
              }
              return process.awaitOutput();
            }
          }
        });
  }

  /** Starts a client that connects to a port. */
  @FunctionalInterface
  private interface ClientStart {

    PeerProcess start(String port) throws IOException;
  }

  @ParameterizedTest
  @ValueSource(strings = {"-tls1_2", "-tls1_3"})
  void opensslServes(String version) throws Exception {
    assumePresent("openssl", "version");
    try (PeerProcess server =
        PeerProcess.start(
            "openssl",
            "s_server",
            "-accept",
            "127.0.0.1:0",
            version,
            "-rev",
            "-naccept",
            "1",
            "-cert",
            path("ec.pem"),
            "-key",
            path("ec-key.pem"))) {
      assertThat(shout(server.port())).isEqualTo("olleh");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-tls1_2", "-tls1_3"})
  void opensslVisits(String version) throws Exception {
    assumePresent("openssl", "version");
    String output =
        serve(
            Certificates.trustedServer(),
            port -> {
              PeerProcess client =
                  PeerProcess.start(
                      "openssl",
                      "s_client",
                      "-connect",
                      "127.0.0.1:" + port,
                      version,
                      "-ign_eof",
                      "-servername",
                      "localhost",
                      "-verify_return_error",
                      "-CAfile",
                      path("ca.pem"));
              return client.type("hello\n");
            });
    assertThat(output).contains("HELLO", "Verify return code: 0 (ok)");
  }

  @Test
  void pythonServes() throws Exception {
    assumePresent("python3", "-V");
    try (PeerProcess server =
        PeerProcess.start("python3", "-c", PYTHON_SERVER, path("rsa.pem"), path("rsa-key.pem"))) {
      assertThat(shout(server.port())).isEqualTo("HELLO");
    }
  }

  @Test
  void pythonVisits() throws Exception {
    assumePresent("python3", "-V");
    String output =
        serve(
            Certificates.trustedServer(),
            port -> PeerProcess.start("python3", "-c", PYTHON_CLIENT, path("ca.pem"), port));
    assertThat(output).isEqualTo("HELLO\n");
  }
}
