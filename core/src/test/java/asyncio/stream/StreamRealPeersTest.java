package asyncio.stream;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.openConnection;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.startServer;
import static asyncio.Asyncio.toThread;
import static asyncio.net.PeerProcess.assumePresent;
import static asyncio.stream.Texts.pattern;
import static asyncio.stream.Texts.text;
import static asyncio.tls.Certificates.path;
import static asyncio.tls.Certificates.trustedClient;
import static asyncio.tls.Certificates.trustedServer;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.net.PeerProcess;
import asyncio.net.Server;
import asyncio.task.Task;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams with netcat, curl, OpenSSL and Python's asyncio on the other end, plain and over TLS. */
class StreamRealPeersTest {

  private static final String LOCALHOST = "127.0.0.1";

  /** Arguments: certificate and key, for TLS. */
  private static final String PYTHON_SERVER =
      """
      import asyncio, ssl, sys
      async def echo(reader, writer):
          while data := await reader.read(65536):
              writer.write(data)
              await writer.drain()
          writer.close()
      async def main():
          context = None
          if len(sys.argv) > 1:
              context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
              context.load_cert_chain(sys.argv[1], sys.argv[2])
          server = await asyncio.start_server(echo, '127.0.0.1', 0, ssl=context)
          print('listening', server.sockets[0].getsockname()[1], flush=True)
          await server.serve_forever()
      asyncio.run(main())
      """;

  /** Arguments: port, and for TLS the authority. */
  private static final String PYTHON_CLIENT =
      """
      import asyncio, ssl, sys
      async def main():
          secure = {}
          if len(sys.argv) > 2:
              context = ssl.create_default_context(cafile=sys.argv[2])
              secure = dict(ssl=context, server_hostname='localhost')
          reader, writer = await asyncio.open_connection('127.0.0.1', int(sys.argv[1]), **secure)
          data = bytes(range(256)) * 5000
          writer.write(data)
          if writer.can_write_eof():
              writer.write_eof()
          print('equal' if await reader.readexactly(len(data)) == data else 'different')
          writer.close()
          await writer.wait_closed()
      asyncio.run(main())
      """;

  private static ServerOptions serverOptions(boolean tls) {
    return tls ? ServerOptions.DEFAULT.withTls(trustedServer()) : ServerOptions.DEFAULT;
  }

  private static ConnectionOptions clientOptions(boolean tls) {
    return tls ? ConnectionOptions.DEFAULT.withTls(trustedClient()) : ConnectionOptions.DEFAULT;
  }

  private static void echo(StreamReader reader, StreamWriter writer) throws IOException {
    for (byte[] chunk : reader.chunks()) {
      writer.send(chunk);
    }
  }

  private static void shoutOnce(StreamReader reader, StreamWriter writer) throws IOException {
    writer.send(text(reader.readLine()).toUpperCase(Locale.ROOT), UTF_8);
  }

  private static void answerRequest(StreamReader reader, StreamWriter writer) throws IOException {
    String request = reader.readLine(UTF_8);
    reader.readUntil("\r\n\r\n".getBytes(UTF_8));
    writer.send("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + request + "\n", UTF_8);
  }

  /** Serves until a client, which is started with the port, has ended; returns what it said. */
  private static String serve(StreamHandler handler, boolean tls, ClientStart client) {
    return run(
        () -> {
          Server server = startServer(handler, LOCALHOST, 0, serverOptions(tls));
          String port = Integer.toString(server.port());
          try (PeerProcess process = toThread(() -> client.start(port))) {
            return process.awaitOutput();
          } finally {
            server.close();
            server.waitClosed();
          }
        });
  }

  /** Starts a client that connects to a port. */
  @FunctionalInterface
  private interface ClientStart {

    PeerProcess start(String port) throws IOException;
  }

  // ---- clients

  @Test
  void netcatVisits() throws Exception {
    assumePresent("nc", "-h");
    assertThat(
            serve(
                StreamRealPeersTest::shoutOnce,
                false,
                port -> PeerProcess.start("nc", LOCALHOST, port).type("hello\n")))
        .isEqualTo("HELLO\n");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void curlVisits(boolean tls) throws Exception {
    assumePresent("curl", "--version");
    String url = tls ? "https://localhost:" : "http://localhost:";
    String authority = path("ca.pem");
    assertThat(
            serve(
                StreamRealPeersTest::answerRequest,
                tls,
                port ->
                    PeerProcess.start(
                        "curl", "-sS", "--noproxy", "*", "--cacert", authority, url + port + "/a")))
        .isEqualTo("GET /a HTTP/1.1\n");
  }

  @Test
  void opensslVisits() throws Exception {
    assumePresent("openssl", "version");
    assertThat(
            serve(
                StreamRealPeersTest::shoutOnce,
                true,
                port ->
                    PeerProcess.start(
                            "openssl",
                            "s_client",
                            "-connect",
                            LOCALHOST + ":" + port,
                            "-ign_eof",
                            "-verify_return_error",
                            "-CAfile",
                            path("ca.pem"))
                        .type("hello\n")))
        .contains("HELLO", "Verify return code: 0 (ok)");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void pythonVisits(boolean tls) throws Exception {
    assumePresent("python3", "-V");
    assertThat(
            serve(
                StreamRealPeersTest::echo,
                tls,
                port ->
                    tls
                        ? PeerProcess.start("python3", "-c", PYTHON_CLIENT, port, path("ca.pem"))
                        : PeerProcess.start("python3", "-c", PYTHON_CLIENT, port)))
        .isEqualTo("equal\n");
  }

  // ---- servers

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void pythonServes(boolean tls) throws Exception {
    assumePresent("python3", "-V");
    List<String> command = new ArrayList<>(List.of("python3", "-c", PYTHON_SERVER));
    if (tls) {
      command.addAll(List.of(path("rsa.pem"), path("rsa-key.pem")));
    }
    byte[] data = pattern(1_000_000);
    byte[] echoed = new byte[data.length];
    try (PeerProcess server = PeerProcess.start(command.toArray(String[]::new))) {
      int port = server.port();
      run(
          () -> {
            try (Connection connection = openConnection(LOCALHOST, port, clientOptions(tls))) {
              Task<@Nullable Void> sending = createTask(() -> connection.writer().send(data));
              System.arraycopy(
                  connection.reader().readExactly(data.length), 0, echoed, 0, data.length);
              sending.await();
            }
          });
    }
    assertThat(Arrays.equals(echoed, data)).isTrue();
  }

  @Test
  void opensslServes() throws Exception {
    assumePresent("openssl", "version");
    try (PeerProcess server =
        PeerProcess.start(
            "openssl",
            "s_server",
            "-accept",
            LOCALHOST + ":0",
            "-rev",
            "-naccept",
            "1",
            "-cert",
            path("ec.pem"),
            "-key",
            path("ec-key.pem"))) {
      int port = server.port();
      run(
          () -> {
            try (Connection connection = openConnection(LOCALHOST, port, clientOptions(true))) {
              connection.writer().send("hello\n", UTF_8);
              assertThat(connection.reader().readLine(UTF_8)).isEqualTo("olleh");
            }
          });
    }
  }
}
