package asyncio.http.client;

import static asyncio.Asyncio.run;

import asyncio.http.Body;
import asyncio.http.BodySink;
import asyncio.http.BodySource;
import asyncio.http.Headers;
import asyncio.http.ResponseHead;
import asyncio.http.gateway.Exchange;
import asyncio.http.server.HttpServer;
import asyncio.http.server.HttpServerOptions;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A program that sends many bytes to a server of its own, and gets as many back; with less memory
 * than that.
 */
final class LargeTransfer {

  private static final int PIECE_BYTES = 64 << 10;

  private LargeTransfer() {}

  /** Prints how many bytes went there and came back; the argument is how many there are to be. */
  public static void main(String[] arguments) {
    long bytes = Long.parseLong(arguments[0]);
    run(() -> transfer(bytes));
  }

  private static void transfer(long bytes) throws Exception {
    HttpServerOptions options =
        HttpServerOptions.DEFAULT.withLimits(limits -> limits.withBodyBytes(bytes));
    try (HttpServer server =
            HttpServer.start(exchange -> answer(exchange, bytes), "localhost", 0, options);
        ClientSession session = new ClientSession()) {
      Body body = Body.streaming("application/octet-stream", sink -> write(sink, bytes));
      try (ClientResponse response = session.put(server.url() + "/", body)) {
        System.out.println("sent " + response.text());
      }
      try (ClientResponse response = session.get(server.url() + "/")) {
        long received = 0;
        for (byte[] chunk : response.body().chunks()) {
          received += chunk.length;
        }
        System.out.println("received " + received);
      }
    }
  }

  private static void answer(Exchange exchange, long bytes) throws IOException {
    if (exchange.request().method().equals("GET")) {
      exchange.respond(new ResponseHead(200, Headers.NONE), bytes);
      write(exchange, bytes);
      return;
    }
    byte[] counted = Long.toString(count(exchange)).getBytes();
    exchange.respond(new ResponseHead(200, Headers.NONE), counted.length);
    exchange.write(counted);
  }

  private static long count(BodySource source) throws IOException {
    long count = 0;
    for (ByteBuffer piece = source.read(); piece != null; piece = source.read()) {
      count += piece.remaining();
    }
    return count;
  }

  private static void write(BodySink sink, long bytes) throws IOException {
    byte[] piece = new byte[PIECE_BYTES];
    for (long left = bytes; left > 0; left -= piece.length) {
      sink.write(ByteBuffer.wrap(piece, 0, (int) Math.min(left, piece.length)));
    }
  }
}
