package asyncio.http.gateway;

import asyncio.http.BrokenMessageException;
import asyncio.http.Headers;
import asyncio.http.RequestHead;
import asyncio.http.ResponseHead;
import asyncio.http.websocket.WebSocket;
import asyncio.http.websocket.WebSocketOptions;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Passes everything on to another exchange. To be extended by what stands between any server and
 * any application, as ASGI's middleware does, and overrides what it changes: to unpack the bodies
 * of requests, for example, or to count bytes.
 */
public abstract class ForwardingExchange implements Exchange {

  private final Exchange exchange;

  /** Passes on to this one. */
  protected ForwardingExchange(Exchange exchange) {
    this.exchange = Objects.requireNonNull(exchange, "exchange");
  }

  @Override
  public RequestHead request() {
    return exchange.request();
  }

  @Override
  public String scheme() {
    return exchange.scheme();
  }

  @Override
  public @Nullable SocketAddress remoteAddress() {
    return exchange.remoteAddress();
  }

  @Override
  public @Nullable SocketAddress localAddress() {
    return exchange.localAddress();
  }

  @Override
  public long contentLength() {
    return exchange.contentLength();
  }

  @Override
  public @Nullable ByteBuffer read() throws IOException {
    return exchange.read();
  }

  @Override
  public void rejected(BrokenMessageException why) {
    exchange.rejected(why);
  }

  @Override
  public void respond(ResponseHead head, long length) {
    exchange.respond(head, length);
  }

  @Override
  public boolean isResponded() {
    return exchange.isResponded();
  }

  @Override
  public void write(ByteBuffer part) throws IOException {
    exchange.write(part);
  }

  @Override
  public void sendFile(FileChannel file, long offset, long count) throws IOException {
    exchange.sendFile(file, offset, count);
  }

  @Override
  public void flush() throws IOException {
    exchange.flush();
  }

  @Override
  public WebSocket acceptWebSocket(WebSocketOptions options, Headers more) throws IOException {
    return exchange.acceptWebSocket(options, more);
  }

  @Override
  public String toString() {
    return "<" + getClass().getSimpleName() + " of " + exchange + ">";
  }
}
