package asyncio.http.websocket;

import static asyncio.Asyncio.getRunningLoop;

import asyncio.net.MemoryStream;
import asyncio.stream.Connection;
import java.nio.ByteBuffer;

/** Both ends of a websocket over a connection in memory. */
record Ends(WebSocket client, WebSocket server) implements AutoCloseable {

  /** So many bytes are on their way at most. */
  static final int ROOM = 64 << 10;

  static final Negotiated COMPRESSED = new Negotiated(null, Compression.NAME);

  static Ends open() {
    return open(WebSocketOptions.DEFAULT, Negotiated.NOTHING);
  }

  static Ends open(WebSocketOptions options, Negotiated negotiated) {
    MemoryStream stream = MemoryStream.create(getRunningLoop(), ROOM);
    return new Ends(
        WebSocket.client(Connection.over(stream), ByteBuffer.allocate(0), negotiated, options),
        WebSocket.server(
            Connection.over(stream.peer()), ByteBuffer.allocate(0), negotiated, options));
  }

  /** At the same time, or each would wait for the other. */
  @Override
  public void close() {
    client.startClosing(CloseCode.NORMAL, "");
    server.close();
    client.close();
  }
}
