package asyncio.http.server;

import static asyncio.Asyncio.sleep;
import static java.nio.charset.StandardCharsets.UTF_8;

import asyncio.http.Headers;
import asyncio.http.ResponseHead;
import asyncio.http.gateway.Exchange;
import asyncio.http.gateway.HttpApplication;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;

/** What applications in tests do. */
final class Apps {

  private Apps() {}

  static void answer(Exchange exchange, String text) throws IOException {
    answer(exchange, 200, text);
  }

  static void answer(Exchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    exchange.respond(
        new ResponseHead(status, Headers.of("Content-Type", "text/plain")), bytes.length);
    exchange.write(bytes);
  }

  /** Answers "served", but takes its time for it. */
  static HttpApplication after(Duration time) {
    return exchange -> {
      sleep(time);
      answer(exchange, "served");
    };
  }

  static String body(Exchange exchange) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (ByteBuffer piece = exchange.read(); piece != null; piece = exchange.read()) {
      byte[] copy = new byte[piece.remaining()];
      piece.get(copy);
      bytes.writeBytes(copy);
    }
    return bytes.toString(UTF_8);
  }

  /** Sends back the method, the target and the body. */
  static void echo(Exchange exchange) throws IOException {
    answer(exchange, exchange.request() + " " + body(exchange));
  }
}
