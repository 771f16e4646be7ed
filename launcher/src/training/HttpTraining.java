import static asyncio.Asyncio.openConnection;
import static asyncio.Asyncio.run;
import static java.nio.charset.StandardCharsets.UTF_8;

import asyncio.http.Headers;
import asyncio.http.ResponseHead;
import asyncio.http.server.HttpServer;

/** What a typical program with HTTP does when it starts, for the JVM to remember. */
void main() {
  run(
      () -> {
        try (HttpServer server =
            HttpServer.start(
                exchange -> {
                  byte[] hello = "hello".getBytes(UTF_8);
                  exchange.respond(new ResponseHead(200, Headers.NONE), hello.length);
                  exchange.write(hello);
                },
                "localhost",
                0)) {
          for (int i = 0; i < 100; i++) {
            try (var connection = openConnection("localhost", server.port())) {
              connection
                  .writer()
                  .send("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", UTF_8);
              IO.println(connection.reader().read().length);
            }
          }
        }
      });
}
