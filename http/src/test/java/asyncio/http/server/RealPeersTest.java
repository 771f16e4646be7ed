package asyncio.http.server;

import static asyncio.http.support.Programs.assumePresent;
import static asyncio.http.support.Programs.assumePython;
import static asyncio.http.support.Programs.output;
import static asyncio.http.support.Programs.python;
import static asyncio.http.support.Programs.resource;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.http.Body;
import asyncio.http.Headers;
import asyncio.http.ResponseHead;
import asyncio.http.gateway.Exchange;
import asyncio.http.gateway.HttpApplication;
import asyncio.http.support.Nginx;
import asyncio.testing.AsyncTest;
import asyncio.testing.TimeMode;
import asyncio.tls.TlsContext;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The server with clients, and a proxy, of others. */
class RealPeersTest {

  private static final int PIECES = 1_600;
  private static final byte[] PIECE = new byte[64 << 10];

  @TempDir Path folder;

  private static HttpServer start(HttpApplication application) throws Exception {
    return HttpServer.start(application, "localhost", 0);
  }

  private static String curl(HttpServer server, String path, String... options) throws Exception {
    String[] command = new String[options.length + 5];
    command[0] = "curl";
    command[1] = "-sS";
    command[2] = "--noproxy";
    command[3] = "*";
    System.arraycopy(options, 0, command, 4, options.length);
    command[command.length - 1] = server.url() + path;
    return output(command);
  }

  @AsyncTest(time = TimeMode.REAL)
  void curlAsks() throws Exception {
    assumePresent("curl");
    try (HttpServer server = start(Apps::echo)) {
      assertThat(curl(server, "/a?b=c")).isEqualTo("GET /a?b=c ");
      assertThat(curl(server, "/", "-d", "x=y")).isEqualTo("POST / x=y");
      assertThat(curl(server, "/", "-I")).startsWith("HTTP/1.1 200 OK");
      assertThat(curl(server, "/", "--http1.0")).isEqualTo("GET / ");
    }
  }

  @AsyncTest(time = TimeMode.REAL)
  void curlUploadsAndDownloads() throws Exception {
    assumePresent("curl");
    Path file = folder.resolve("upload");
    try (FileChannel channel =
        FileChannel.open(
            file,
            java.nio.file.StandardOpenOption.CREATE,
            java.nio.file.StandardOpenOption.WRITE)) {
      for (int i = 0; i < PIECES; i++) {
        channel.write(ByteBuffer.wrap(PIECE));
      }
    }
    HttpApplication exchangeOfMany =
        exchange -> {
          long count = 0;
          for (ByteBuffer piece = exchange.read(); piece != null; piece = exchange.read()) {
            count += piece.remaining();
          }
          if (exchange.request().method().equals("GET")) {
            download(exchange);
          } else {
            Apps.answer(exchange, count + " bytes");
          }
        };
    long length = (long) PIECES * PIECE.length;
    HttpServerOptions large =
        HttpServerOptions.DEFAULT.withLimits(limits -> limits.withBodyBytes(1L << 30));
    try (HttpServer server = HttpServer.start(exchangeOfMany, "localhost", 0, large)) {
      assertThat(curl(server, "/", "-T", file.toString())).isEqualTo(length + " bytes");
      assertThat(curl(server, "/", "-T", file.toString(), "-H", "Transfer-Encoding: chunked"))
          .isEqualTo(length + " bytes");
      Path download = folder.resolve("download");
      curl(server, "/", "-o", download.toString());
      assertThat(Files.size(download)).isEqualTo(length);
    }
  }

  private static void download(Exchange exchange) throws IOException {
    exchange.respond(new ResponseHead(200, Headers.NONE), Body.UNKNOWN_LENGTH);
    for (int i = 0; i < PIECES; i++) {
      exchange.write(PIECE);
    }
  }

  @AsyncTest(time = TimeMode.REAL)
  void curlAsksOverTls() throws Exception {
    assumePresent("curl");
    TlsContext tls = TlsContext.forServer(resource("rsa.pem"), resource("rsa-key.pem"));
    HttpServerOptions secure =
        HttpServerOptions.DEFAULT.withStreams(streams -> streams.withTls(tls));
    HttpApplication scheme = exchange -> Apps.answer(exchange, exchange.scheme());
    try (HttpServer server = HttpServer.start(scheme, "localhost", 0, secure)) {
      assertThat(curl(server, "/", "--cacert", resource("ca.pem").toString())).isEqualTo("https");
    }
  }

  @AsyncTest(time = TimeMode.REAL)
  void opensslAsksInOnePieceAndHangsUp() throws Exception {
    assumePresent("openssl");
    TlsContext tls = TlsContext.forServer(resource("rsa.pem"), resource("rsa-key.pem"));
    HttpServerOptions secure =
        HttpServerOptions.DEFAULT.withStreams(streams -> streams.withTls(tls));
    try (HttpServer server = HttpServer.start(Apps::echo, "localhost", 0, secure)) {
      String answer =
          output(
              "sh",
              "-c",
              "printf 'GET /x HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' |"
                  + " openssl s_client -quiet -verify_quiet -CAfile "
                  + resource("ca.pem")
                  + " -connect localhost:"
                  + server.port());
      assertThat(answer).startsWith("HTTP/1.1 200 OK").endsWith("GET /x ");
    }
  }

  @AsyncTest(time = TimeMode.REAL)
  void curlAsksAtAUnixSocket() throws Exception {
    assumePresent("curl");
    Path socket = folder.resolve("http.sock");
    try (HttpServer _ = HttpServer.startUnix(Apps::echo, socket, HttpServerOptions.DEFAULT)) {
      assertThat(output("curl", "-sS", "--unix-socket", socket.toString(), "http://x/a"))
          .isEqualTo("GET /a ");
    }
  }

  private static final String AIOHTTP_CLIENT =
      """
      import aiohttp, asyncio, sys
      async def body():
          for i in range(3):
              yield b'piece %d ' % i
      async def main():
          async with aiohttp.ClientSession() as session:
              for i in range(3):
                  async with session.get(sys.argv[1] + f'/{i}') as response:
                      print(response.status, await response.text())
              async with session.post(sys.argv[1] + '/', data=body(), expect100=True) as response:
                  print(response.status, await response.text())
      asyncio.run(main())
      """;

  @AsyncTest(time = TimeMode.REAL)
  void aiohttpAsks() throws Exception {
    assumePython("aiohttp");
    try (HttpServer server = start(Apps::echo)) {
      assertThat(output(python(), "-c", AIOHTTP_CLIENT, server.url()).lines().map(String::strip))
          .containsExactly(
              "200 GET /0", "200 GET /1", "200 GET /2", "200 POST / piece 0 piece 1 piece 2");
    }
  }

  @AsyncTest(time = TimeMode.REAL)
  void nginxStandsInFront() throws Exception {
    assumePresent("nginx");
    assumePresent("curl");
    try (HttpServer server = start(Apps::echo);
        Nginx proxy =
            Nginx.start(
                folder,
                "upstream application { server localhost:%d; keepalive 4; }"
                    .formatted(server.port()),
                """
                location / {
                  proxy_pass http://application;
                  proxy_http_version 1.1;
                  proxy_set_header Connection "";
                }
                """)) {
      for (int i = 0; i < 3; i++) {
        assertThat(output("curl", "-sS", "-d", "data", proxy.url() + "/" + i))
            .isEqualTo("POST /" + i + " data");
      }
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @AsyncTest(time = TimeMode.REAL)
  void aPortIsFreeAgainAfterTheEnd() throws Exception {
    HttpServer server = start(Apps::echo);
    int port = server.port();
    server.close();
    try (HttpServer again = HttpServer.start(Apps::echo, "localhost", port);
        RawClient client = RawClient.of(again)) {
      client.send("GET / HTTP/1.1\nHost: x\nConnection: close\n\n");
      assertThat(client.rest().getBytes(UTF_8)).isNotEmpty();
    }
  }
}
