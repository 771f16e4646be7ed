package asyncio.http.websocket;

import static asyncio.Asyncio.getRunningLoop;

import asyncio.net.MemoryStream;
import asyncio.stream.Connection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/** A client that sends to a server's websocket what it is told, byte by byte. */
final class RawPeer implements AutoCloseable {

  private final WebSocket server;
  private final Connection connection;
  private final Connection ofServer;

  RawPeer(WebSocketOptions options, Negotiated negotiated) {
    MemoryStream stream = MemoryStream.create(getRunningLoop(), Ends.ROOM);
    connection = Connection.over(stream);
    ofServer = Connection.over(stream.peer());
    server = WebSocket.server(ofServer, ByteBuffer.allocate(0), negotiated, options);
  }

  RawPeer() {
    this(WebSocketOptions.DEFAULT, Negotiated.NOTHING);
  }

  WebSocket server() {
    return server;
  }

  /** A frame with a mask of zeros, which changes nothing. */
  void sendFrame(int firstByte, byte[] payload) throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(payload.length + 14).put((byte) firstByte);
    if (payload.length < 126) {
      frame.put((byte) (0x80 | payload.length));
    } else if (payload.length < 1 << 16) {
      frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
    } else {
      frame.put((byte) (0x80 | 127)).putLong(payload.length);
    }
    connection.writer().send(frame.putInt(0).put(payload).flip());
  }

  void sendRaw(String hex) throws IOException {
    connection.writer().send(HexFormat.of().parseHex(hex));
  }

  /** The next frame of the server, which must be short. */
  String readFrame() throws IOException {
    byte[] head = connection.reader().readExactly(2);
    return HexFormat.of().formatHex(head)
        + HexFormat.of().formatHex(connection.reader().readExactly(head[1]));
  }

  /** The code with which the server closes. */
  int readCloseCode() throws IOException {
    byte[] frame = HexFormat.of().parseHex(readFrame());
    if (frame[0] != (byte) 0x88) {
      throw new IOException("no close: " + HexFormat.of().formatHex(frame));
    }
    return ByteBuffer.wrap(frame).getShort(2);
  }

  boolean isAtEnd() throws IOException {
    return connection.reader().read(1).length == 0;
  }

  long unsentBytesOfServer() {
    return ofServer.writer().writeBufferSize();
  }

  void abort() {
    connection.abort();
  }

  @Override
  public void close() throws IOException {
    connection.close();
    server.close();
  }
}
