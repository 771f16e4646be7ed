package asyncio.http.client;

import static asyncio.Asyncio.createSubprocessExec;
import static asyncio.Asyncio.gather;
import static asyncio.http.support.Programs.assumePresent;
import static asyncio.http.support.Programs.assumePython;
import static asyncio.http.support.Programs.output;
import static asyncio.http.support.Programs.python;
import static asyncio.http.support.Programs.resource;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.http.Body;
import asyncio.http.Headers;
import asyncio.http.Multipart;
import asyncio.http.ResponseHead;
import asyncio.http.gateway.Exchange;
import asyncio.http.server.HttpServer;
import asyncio.http.server.HttpServerOptions;
import asyncio.http.support.Nginx;
import asyncio.process.Process;
import asyncio.process.ProcessOptions;
import asyncio.process.Stdio;
import asyncio.task.Coroutine;
import asyncio.testing.AsyncTest;
import asyncio.testing.TimeMode;
import asyncio.tls.TlsContext;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;

/** The client with our own server, and with those of others, over real sockets. */
class RealPeersTest {

  private static final long LARGE_BYTES = 256L << 20;

  @TempDir Path folder;

  record Answer(String method, String path, List<String> cookies) {}

  // ---- our own

  private static void echo(Exchange exchange) throws IOException {
    exchange.respond(new ResponseHead(200, Headers.NONE), Body.UNKNOWN_LENGTH);
    for (ByteBuffer piece = exchange.read(); piece != null; piece = exchange.read()) {
      exchange.write(piece);
    }
  }

  @AsyncTest(time = TimeMode.REAL)
  void aThousandRequestsAtOnceShareAHundredConnections() throws Exception {
    try (HttpServer server = HttpServer.start(RealPeersTest::echo, "localhost", 0);
        ClientSession session = new ClientSession()) {
      List<Coroutine<String>> requests = new ArrayList<>();
      for (int i = 0; i < 1000; i++) {
        String text = "number " + i;
        requests.add(
            () -> {
              try (ClientResponse response = session.post(server.url() + "/", Body.text(text))) {
                return response.text();
              }
            });
      }
      List<String> answers = gather(requests);
      for (int i = 0; i < 1000; i++) {
        assertThat(answers.get(i)).isEqualTo("number " + i);
      }
      assertThat(session.connectionsInUse()).isZero();
      assertThat(session.idleConnections()).isLessThanOrEqualTo(100);
    }
  }

  @AsyncTest(time = TimeMode.REAL)
  void aLargeFileGoesThereAndComesBack() throws Exception {
    Path file = folder.resolve("large");
    Path copy = folder.resolve("copy");
    byte[] content = new byte[20 << 20];
    for (int i = 0; i < content.length; i++) {
      content[i] = (byte) (i * 31);
    }
    Files.write(file, content);
    HttpServerOptions large = HttpServerOptions.DEFAULT.withLimits(l -> l.withBodyBytes(1L << 30));
    try (HttpServer server = HttpServer.start(RealPeersTest::echo, "localhost", 0, large);
        ClientSession session = new ClientSession();
        ClientResponse response = session.put(server.url() + "/", Body.file(file))) {
      assertThat(response.body().saveTo(copy)).isEqualTo(content.length);
      assertThat(copy).hasSameBinaryContentAs(file);
    }
  }

  /** In a JVM whose heap could not hold a third of it. */
  @AsyncTest(time = TimeMode.REAL)
  void manyBytesGoThereAndComeBackInLittleMemory() throws Exception {
    String bytes = Long.toString(LARGE_BYTES);
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String output =
        output(
            java,
            "-Xmx64m",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "-Dasyncio.engine=" + System.getProperty("asyncio.engine", "fast"),
            "-cp",
            System.getProperty("java.class.path"),
            LargeTransfer.class.getName(),
            bytes);
    assertThat(output.lines()).containsExactly("sent " + bytes, "received " + bytes);
  }

  // ---- others

  /** A program that says on its first line at which port it serves. */
  private static Process start(String... command) throws Exception {
    return createSubprocessExec(
        ProcessOptions.DEFAULT
            .withStdin(Stdio.PIPE)
            .withStdout(Stdio.PIPE)
            .withStderr(Stdio.DEVNULL),
        command);
  }

  private static int port(Process program) throws IOException {
    while (true) {
      String line = Objects.requireNonNull(program.stdout().readLine(UTF_8), "it has ended");
      int colon = line.lastIndexOf(':');
      if (line.startsWith("ACCEPT") && colon >= 0) {
        return Integer.parseInt(line.substring(colon + 1).strip());
      }
    }
  }

  private static final String AIOHTTP_SERVER =
      """
      import asyncio, sys
      from aiohttp import web
      async def inspect(request):
          response = web.json_response({'method': request.method, 'path': request.path_qs,
              'cookies': sorted(request.cookies)})
          response.enable_compression()
          return response
      async def form(request):
          fields = await request.post()
          file = fields['file']
          return web.Response(text=f"{fields['title']} {file.filename} {file.file.read().decode()}")
      async def chunks(request):
          response = web.StreamResponse()
          await response.prepare(request)
          for i in range(5):
              await response.write(b'line %d\\n' % i)
              await asyncio.sleep(0.01)
          return response
      async def login(request):
          response = web.HTTPFound('/inspect?in=1')
          response.set_cookie('id', '42')
          raise response
      async def count(request):
          total = 0
          async for data in request.content.iter_any():
              total += len(data)
          return web.Response(text=str(total))
      async def main():
          app = web.Application(client_max_size=1 << 30)
          app.add_routes([web.get('/inspect', inspect), web.post('/form', form),
              web.get('/chunks', chunks), web.post('/login', login), web.put('/count', count)])
          runner = web.AppRunner(app)
          await runner.setup()
          site = web.TCPSite(runner, 'localhost', 0)
          await site.start()
          print('ACCEPT localhost:%d' % runner.addresses[0][1], flush=True)
          await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
          await runner.cleanup()
      asyncio.run(main())
      """;

  @AsyncTest(time = TimeMode.REAL)
  void aiohttpAnswers() throws Exception {
    assumePython("aiohttp");
    Path file = Files.writeString(folder.resolve("a.txt"), "content");
    try (Process aiohttp = start(python(), "-c", AIOHTTP_SERVER);
        ClientSession session =
            ClientSession.builder().baseUrl("http://localhost:" + port(aiohttp)).build()) {
      try (ClientResponse response = session.get("/inspect?a=b")) {
        assertThat(response.headers().get("content-encoding")).isEqualTo("deflate");
        assertThat(response.json(Answer.class))
            .isEqualTo(new Answer("GET", "/inspect?a=b", List.of()));
      }
      Multipart form = new Multipart().field("title", "Tee für zwei").file("file", file);
      try (ClientResponse response = session.post("/form", form)) {
        assertThat(response.text()).isEqualTo("Tee für zwei a.txt content");
      }
      try (ClientResponse response = session.get("/chunks")) {
        List<String> lines = new ArrayList<>();
        response.body().lines().forEach(lines::add);
        assertThat(lines).containsExactly("line 0", "line 1", "line 2", "line 3", "line 4");
      }
      try (ClientResponse response = session.post("/login", Body.EMPTY)) {
        assertThat(response.json(Answer.class))
            .isEqualTo(new Answer("GET", "/inspect?in=1", List.of("id")));
      }
      List<byte[]> pieces = List.of(new byte[100_000], new byte[200_000]);
      try (ClientResponse response = session.put("/count", Body.stream(pieces))) {
        assertThat(response.text()).isEqualTo("300000");
      }
      assertThat(session.idleConnections()).isEqualTo(1);
    }
  }

  private static String get(ClientSession session, String url) throws Exception {
    try (ClientResponse response = session.get(url)) {
      return response.text();
    }
  }

  @AsyncTest(time = TimeMode.REAL)
  void nginxServesFiles() throws Exception {
    assumePresent("nginx");
    Files.writeString(folder.resolve("tea.txt"), "green tea");
    String packing = "gzip on; gzip_types text/plain; gzip_min_length 0; keepalive_requests 4;";
    try (Nginx nginx =
            Nginx.start(folder, packing, "default_type text/plain; root %s;".formatted(folder));
        ClientSession session = ClientSession.builder().baseUrl(nginx.url()).build()) {
      try (ClientResponse response = session.get("/tea.txt")) {
        assertThat(response.headers().get("content-encoding")).isEqualTo("gzip");
        assertThat(response.text()).isEqualTo("green tea");
      }
      try (ClientResponse response =
          session
              .request("GET", "/tea.txt")
              .header("Range", "bytes=6-")
              .header("Accept-Encoding", "identity")
              .send()) {
        assertThat(response.status()).isEqualTo(206);
        assertThat(response.text()).isEqualTo("tea");
      }
      try (ClientResponse response = session.get("/coffee.txt")) {
        assertThat(response.status()).isEqualTo(404);
        assertThat(response.text()).contains("nginx");
      }
      assertThat(session.idleConnections()).isEqualTo(1);
      assertThat(get(session, "/tea.txt")).isEqualTo("green tea");
      assertThat(session.idleConnections()).as("after four requests nginx hangs up").isZero();
      assertThat(get(session, "/tea.txt")).isEqualTo("green tea");
      nginx.restart();
      assertThat(session.idleConnections()).isEqualTo(1);
      assertThat(get(session, "/tea.txt")).isEqualTo("green tea");
    }
  }

  @AsyncTest(time = TimeMode.REAL)
  void nginxStandsBetween() throws Exception {
    assumePresent("nginx");
    try (HttpServer server =
            HttpServer.start(
                exchange -> {
                  exchange.respond(new ResponseHead(200, Headers.NONE), Body.UNKNOWN_LENGTH);
                  exchange.write(exchange.request().target() + " of ", UTF_8);
                  exchange.write(exchange.request().headers().getOrDefault("host", ""), UTF_8);
                },
                "localhost",
                0);
        Nginx nginx =
            Nginx.start(
                folder,
                "upstream next { server localhost:%d; keepalive 4; }".formatted(server.port()),
                """
                location / {
                  proxy_pass http://next;
                  proxy_http_version 1.1;
                  proxy_set_header Connection "";
                  proxy_set_header Host $host;
                }
                """);
        ClientSession session = ClientSession.builder().proxy(HttpProxy.of(nginx.url())).build()) {
      assertThat(get(session, "http://example.org/a?b=c")).isEqualTo("/a?b=c of example.org");
      assertThat(get(session, "http://example.com/d")).isEqualTo("/d of example.com");
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @AsyncTest(time = TimeMode.REAL)
  void opensslAnswersInHttp10() throws Exception {
    assumePresent("openssl");
    String certificate = resource("rsa.pem").toString();
    String key = resource("rsa-key.pem").toString();
    try (Process openssl =
            start(
                "openssl", "s_server", "-www", "-accept", "0", "-cert", certificate, "-key", key);
        ClientSession trusting =
            ClientSession.builder().tls(TlsContext.forClient(resource("ca.pem"))).build();
        ClientSession session = new ClientSession()) {
      String url = "https://localhost:" + port(openssl) + "/";
      try (ClientResponse response = trusting.get(url)) {
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.text()).contains("s_server");
      }
      assertThatThrownBy(() -> session.get(url)).isInstanceOf(TlsException.class);
    }
  }
}
