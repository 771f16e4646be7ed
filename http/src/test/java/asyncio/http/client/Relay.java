package asyncio.http.client;

import static asyncio.Asyncio.gather;
import static asyncio.Asyncio.openConnection;

import asyncio.http.testing.FakePeer;
import asyncio.stream.Connection;
import asyncio.stream.StreamReader;
import asyncio.stream.StreamWriter;
import java.io.IOException;

/** What a proxy does after {@code CONNECT}: passes bytes on, without knowing what they are. */
final class Relay {

  private Relay() {}

  static void serve(FakePeer peer) throws IOException {
    String[] authority = peer.request().target().split(":");
    try (Connection onward = openConnection(authority[0], Integer.parseInt(authority[1]))) {
      peer.send("HTTP/1.1 200 Connection Established\n\n");
      Connection client = peer.connection();
      gather(
          () -> pass(client.reader(), onward.writer()),
          () -> pass(onward.reader(), client.writer()));
    }
    peer.close();
  }

  private static void pass(StreamReader from, StreamWriter to) throws IOException {
    for (byte[] chunk : from.chunks()) {
      to.send(chunk);
    }
    to.close();
  }
}
