package asyncio.benchmarks.peers;

import static asyncio.Asyncio.run;

import asyncio.http.Headers;
import asyncio.http.ResponseHead;
import asyncio.http.gateway.HttpApplication;
import asyncio.http.server.HttpServer;
import asyncio.http.server.HttpServerOptions;
import java.nio.charset.StandardCharsets;

/** Answers {@code GET /} with a short plain text, on one loop, for the peers' comparison. */
public final class HttpHello {

  private static final int BACKLOG = 4096;
  private static final byte[] HELLO = "hello world".getBytes(StandardCharsets.US_ASCII);
  private static final ResponseHead OK =
      new ResponseHead(200, Headers.of("Content-Type", "text/plain; charset=utf-8"));

  private HttpHello() {}

  /** The argument: a port. */
  public static void main(String[] arguments) {
    HttpApplication hello =
        exchange -> {
          exchange.respond(OK, HELLO.length);
          exchange.write(HELLO);
        };
    run(
        () -> {
          HttpServerOptions options =
              HttpServerOptions.DEFAULT.withStreams(
                  streams -> streams.withListen(streams.listen().withBacklog(BACKLOG)));
          try (HttpServer server =
              HttpServer.start(hello, "127.0.0.1", Integer.parseInt(arguments[0]), options)) {
            server.serveForever();
          }
        });
  }
}
