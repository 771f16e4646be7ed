package asyncio.benchmarks.peers;

import static asyncio.Asyncio.run;

import asyncio.http.Body;
import asyncio.http.BodySink;
import asyncio.http.BodySource;
import asyncio.http.Headers;
import asyncio.http.ResponseHead;
import asyncio.http.client.ClientResponse;
import asyncio.http.client.ClientSession;
import asyncio.http.gateway.Exchange;
import asyncio.http.server.HttpServer;
import asyncio.http.server.HttpServerOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Uploads 1 GiB through a session to a server of the same loop, and downloads as much; to be run in
 * a heap that could not hold a tenth of it.
 */
public final class HttpTransfer {

  private static final long BYTES = 1L << 30;
  private static final int PIECE_BYTES = 64 << 10;
  private static final double NANOS = 1e9;
  private static final double MEGABYTE = 1e6;
  private static final ResponseHead OK = new ResponseHead(200, Headers.NONE);

  private HttpTransfer() {}

  private interface Transfer {
    /** Returns how many bytes have come to the other end. */
    long run() throws Exception;
  }

  /** The argument: how many times each. */
  public static void main(String[] arguments) {
    int rounds = Integer.parseInt(arguments[0]);
    HeapPeak heap = HeapPeak.watch();
    run(() -> measure(rounds));
    System.out.printf(
        "R heap: at most %.1f MB used after a collection, of %.1f MB%n",
        heap.bytes() / MEGABYTE, Runtime.getRuntime().maxMemory() / MEGABYTE);
  }

  private static void measure(int rounds) throws Exception {
    HttpServerOptions options =
        HttpServerOptions.DEFAULT.withLimits(limits -> limits.withBodyBytes(BYTES));
    try (HttpServer server = HttpServer.start(HttpTransfer::serve, "localhost", 0, options);
        ClientSession session = new ClientSession()) {
      String url = server.url() + "/";
      for (int i = 0; i < rounds; i++) {
        measure("upload", () -> upload(session, url));
        measure("download", () -> download(session, url));
      }
    }
  }

  private static void measure(String name, Transfer transfer) throws Exception {
    long start = System.nanoTime();
    long bytes = transfer.run();
    double seconds = (System.nanoTime() - start) / NANOS;
    if (bytes != BYTES) {
      throw new IllegalStateException(name + ": " + bytes + " bytes have come of " + BYTES);
    }
    System.out.printf("R %s %.2f s, %.0f MB/s%n", name, seconds, bytes / MEGABYTE / seconds);
  }

  // ---- the client

  private static long upload(ClientSession session, String url) throws Exception {
    Body body = Body.streaming("application/octet-stream", HttpTransfer::writeAll);
    try (ClientResponse response = session.put(url, body)) {
      return Long.parseLong(response.text());
    }
  }

  private static long download(ClientSession session, String url) throws Exception {
    try (ClientResponse response = session.get(url)) {
      long bytes = 0;
      for (byte[] chunk : response.body().chunks()) {
        bytes += chunk.length;
      }
      return bytes;
    }
  }

  // ---- the server

  private static void serve(Exchange exchange) throws IOException {
    if (exchange.request().method().equals("GET")) {
      exchange.respond(OK, BYTES);
      writeAll(exchange);
    } else {
      byte[] count = Long.toString(countAll(exchange)).getBytes(StandardCharsets.US_ASCII);
      exchange.respond(OK, count.length);
      exchange.write(count);
    }
  }

  private static long countAll(BodySource source) throws IOException {
    long bytes = 0;
    for (ByteBuffer piece = source.read(); piece != null; piece = source.read()) {
      bytes += piece.remaining();
    }
    return bytes;
  }

  private static void writeAll(BodySink sink) throws IOException {
    byte[] piece = new byte[PIECE_BYTES];
    for (long left = BYTES; left > 0; left -= PIECE_BYTES) {
      sink.write(piece);
    }
  }
}
