package asyncio.http.gateway;

import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.http.Body;
import asyncio.http.BrokenMessageException;
import asyncio.http.Headers;
import asyncio.http.IncomingBody;
import asyncio.http.Json;
import asyncio.http.RequestHead;
import asyncio.http.ResponseHead;
import asyncio.http.client.ClientResponse;
import asyncio.http.client.ClientSession;
import asyncio.http.server.HttpServer;
import asyncio.http.web.Application;
import asyncio.http.web.Response;
import asyncio.http.websocket.WebSocket;
import asyncio.testing.AsyncTest;
import asyncio.testing.network.SimulatedNetwork;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What stands between a server and an application that does not know of it. */
class ForwardingExchangeTest {

  private static final int PORT = 80;
  private static final String URL = "http://localhost/";

  @BeforeEach
  void network() {
    SimulatedNetwork.install();
  }

  /** Unpacks the body of a request. */
  private static final class Unpacked extends ForwardingExchange {

    private final InputStream packed =
        new InputStream() {
          private ByteBuffer piece = ByteBuffer.allocate(0);

          @Override
          public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
          }

          @Override
          public int read(byte[] target, int offset, int length) throws IOException {
            ByteBuffer next = piece.hasRemaining() ? piece : Unpacked.super.read();
            if (next == null) {
              return -1;
            }
            int count = Math.min(length, next.remaining());
            next.get(target, offset, count);
            piece = next;
            return count;
          }
        };

    private @Nullable InputStream unpacked;

    Unpacked(Exchange exchange) {
      super(exchange);
    }

    @Override
    public RequestHead request() {
      RequestHead head = super.request();
      return new RequestHead(
          head.method(),
          head.target(),
          head.headers().without("Content-Encoding").without("Content-Length"));
    }

    @Override
    public long contentLength() {
      return Body.UNKNOWN_LENGTH;
    }

    @Override
    public @Nullable ByteBuffer read() throws IOException {
      try {
        InputStream from = unpacked == null ? new GZIPInputStream(packed) : unpacked;
        unpacked = from;
        byte[] piece = from.readNBytes(1_000);
        return piece.length == 0 ? null : ByteBuffer.wrap(piece);
      } catch (ZipException noZip) {
        throw new BrokenMessageException(400, "the body is not what it claims to be", noZip);
      }
    }
  }

  /** Counts what an application sends. */
  private static final class Counting extends ForwardingExchange {

    private long sent;

    Counting(Exchange exchange) {
      super(exchange);
    }

    @Override
    public void write(ByteBuffer part) throws IOException {
      sent += part.remaining();
      super.write(part);
    }

    @Override
    public void sendFile(FileChannel file, long offset, long count) throws IOException {
      sent += count;
      super.sendFile(file, offset, count);
    }
  }

  private static byte[] packed(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream packing = new GZIPOutputStream(bytes)) {
      packing.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }

  /** The status, and the text if it was fine. */
  private static String post(HttpApplication application, byte[] body) throws Exception {
    try (HttpServer _ = HttpServer.start(application, "localhost", PORT);
        ClientSession session = new ClientSession();
        ClientResponse response =
            session.request("POST", URL).body(Body.of(body, Json.CONTENT_TYPE)).send()) {
      String text = response.text();
      return response.status() == 200 ? text : Integer.toString(response.status());
    } finally {
      sleep(seconds(1));
    }
  }

  // ---- around a web application

  @AsyncTest
  void bodiesAreUnpacked() throws Exception {
    Application app = new Application();
    app.post("/", request -> request.json(Map.class).get("name"));
    HttpApplication unpacking = exchange -> app.serve(new Unpacked(exchange));
    String large = "käse".repeat(10_000);
    assertThat(post(unpacking, packed("{\"name\": \"" + large + "\"}"))).isEqualTo(large);
    assertThat(post(unpacking, packed("no json"))).isEqualTo("400");
    assertThat(post(unpacking, "not packed".getBytes(UTF_8))).isEqualTo("400");
  }

  @AsyncTest
  void bytesAreCounted(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "in a file");
    Application app = new Application();
    app.post("/", _ -> Response.file(file));
    long[] sent = new long[1];
    HttpApplication counting =
        exchange -> {
          Counting counted = new Counting(exchange);
          app.serve(counted);
          sent[0] = counted.sent;
        };
    assertThat(post(counting, new byte[0])).isEqualTo("in a file");
    assertThat(sent).containsExactly(9);
  }

  @AsyncTest
  void websocketsAreOpenedThroughIt() throws Exception {
    Application app = new Application();
    app.webSocket("/", (_, socket) -> socket.sendText(requireNonNull(socket.receiveText())));
    try (HttpServer _ =
            HttpServer.start(exchange -> app.serve(new Counting(exchange)), "localhost", PORT);
        ClientSession session = new ClientSession();
        WebSocket socket = session.webSocket(URL)) {
      socket.sendText("hello");
      assertThat(socket.receiveText()).isEqualTo("hello");
    }
    sleep(seconds(1));
  }

  // ---- around one that has nothing but the exchange

  /** Reads JSON of at most 50 bytes. */
  private static void answerName(Exchange exchange) throws IOException {
    IncomingBody body =
        new IncomingBody(exchange, Json.CONTENT_TYPE, exchange.contentLength(), 50, Json.DEFAULT);
    byte[] name = String.valueOf(body.json(Map.class).get("name")).getBytes(UTF_8);
    exchange.respond(new ResponseHead(200, Headers.NONE), name.length);
    exchange.write(name);
  }

  @AsyncTest
  void whatIsWrongWithABodyIsTheClientsFault() throws Exception {
    assertThat(post(ForwardingExchangeTest::answerName, "{\"name\": 7}".getBytes(UTF_8)))
        .isEqualTo("7");
    assertThat(post(ForwardingExchangeTest::answerName, "no json".getBytes(UTF_8)))
        .isEqualTo("400");
    assertThat(post(ForwardingExchangeTest::answerName, new byte[51])).isEqualTo("413");
  }

  @AsyncTest
  void soItIsBehindOneThatUnpacks() throws Exception {
    HttpApplication unpacking = exchange -> answerName(new Unpacked(exchange));
    assertThat(post(unpacking, packed("{\"name\": 7}"))).isEqualTo("7");
    assertThat(post(unpacking, packed("no json"))).isEqualTo("400");
    assertThat(post(unpacking, packed(" ".repeat(51)))).isEqualTo("413");
    assertThat(post(unpacking, "not packed".getBytes(UTF_8))).isEqualTo("400");
  }
}
