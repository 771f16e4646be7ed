// The same application behind another server, here that of the JDK:
// ./asyncio BehindTheJdkServer.java [PORT], then curl -d hello http://127.0.0.1:8080/echo
//
// An application knows its server only as an Exchange; so an adapter is one class. This server
// blocks its threads, which are virtual and wait for the loop; the loop reads and writes in other
// threads, because it must not block.
import static asyncio.Asyncio.*;

import asyncio.http.Body;
import asyncio.http.Header;
import asyncio.http.Headers;
import asyncio.http.RequestHead;
import asyncio.http.ResponseHead;
import asyncio.http.gateway.Exchange;
import asyncio.http.gateway.HttpApplication;
import asyncio.http.web.Application;
import asyncio.task.EventLoop;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

void main(String[] arguments) {
  int port = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 8080;
  run(() -> serve(port));
}

void serve(int port) throws Exception {
  Application app = new Application();
  app.post("/echo", request -> request.body().text());
  app.startUp();
  try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
    EventLoop loop = getRunningLoop();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(threads);
    server.createContext("/", exchange -> answer(app, exchange, loop));
    server.start();
    IO.println("the JDK's server at http://127.0.0.1:" + server.getAddress().getPort());
    try {
      createFuture().await(); // until Ctrl-C
    } finally {
      server.stop(0);
    }
  } finally {
    app.shutDown();
  }
}

/** In a thread of the server. */
void answer(HttpApplication app, HttpExchange exchange, EventLoop loop) {
  try (exchange) {
    runCoroutineThreadsafe(
            () -> {
              JdkExchange adapted = new JdkExchange(exchange);
              app.serve(adapted);
              adapted.flush();
            },
            loop)
        .join();
  }
}

/** An exchange of the JDK's server as one of ours; for the loop. */
static class JdkExchange implements Exchange {

  private static final int PIECE_BYTES = 16 << 10;

  private final HttpExchange exchange;
  private ResponseHead head;
  private long length;
  private boolean headSent;

  JdkExchange(HttpExchange exchange) {
    this.exchange = exchange;
  }

  @Override
  public RequestHead request() {
    List<Header> headers = new ArrayList<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> values.forEach(value -> headers.add(new Header(name, value))));
    return new RequestHead(
        exchange.getRequestMethod(), exchange.getRequestURI().toString(), Headers.of(headers));
  }

  @Override
  public String scheme() {
    return "http";
  }

  @Override
  public SocketAddress remoteAddress() {
    return exchange.getRemoteAddress();
  }

  @Override
  public SocketAddress localAddress() {
    return exchange.getLocalAddress();
  }

  @Override
  public long contentLength() {
    var headers = exchange.getRequestHeaders();
    String announced = headers.getFirst("Content-Length");
    return announced != null
        ? Long.parseLong(announced)
        : headers.containsKey("Transfer-Encoding") ? Body.UNKNOWN_LENGTH : 0;
  }

  @Override
  public ByteBuffer read() {
    byte[] piece = new byte[PIECE_BYTES];
    int count = toThread(() -> exchange.getRequestBody().read(piece));
    return count < 0 ? null : ByteBuffer.wrap(piece, 0, count);
  }

  @Override
  public void respond(ResponseHead newHead, long newLength) {
    if (head != null) {
      throw new IllegalStateException("a response was started already");
    }
    head = newHead;
    length = newLength;
  }

  @Override
  public boolean isResponded() {
    return head != null;
  }

  @Override
  public void flush() {
    if (!headSent) {
      headSent = true;
      head.headers().forEach(h -> exchange.getResponseHeaders().add(h.name(), h.value()));
      toThread(() -> exchange.sendResponseHeaders(head.status(), lengthForTheJdk()));
    }
  }

  /** There, 0 means that nobody knows. */
  private long lengthForTheJdk() {
    return length == 0 ? -1 : Math.max(length, 0);
  }

  @Override
  public void write(ByteBuffer part) {
    flush();
    toThread(() -> Channels.newChannel(exchange.getResponseBody()).write(part));
  }

  @Override
  public void sendFile(FileChannel file, long offset, long count) {
    flush();
    toThread(() -> file.transferTo(offset, count, Channels.newChannel(exchange.getResponseBody())));
  }
}
