package asyncio.benchmarks.peers;

import static asyncio.Asyncio.run;
import static asyncio.Asyncio.startServer;

import asyncio.net.ListenOptions;
import asyncio.net.Server;
import asyncio.stream.ServerOptions;
import asyncio.stream.StreamReader;
import asyncio.stream.StreamWriter;
import java.io.IOException;

/**
 * Serves TCP echo on 127.0.0.1 through the streams API, on one loop, for the peers' comparison: the
 * asyncio-like way, an array per message.
 */
public final class Echo {

  private static final int BACKLOG = 4096;
  private static final int CHUNK = 64 << 10;

  private Echo() {}

  /** The argument: a port. */
  public static void main(String[] arguments) {
    serve(Integer.parseInt(arguments[0]), ServerOptions.DEFAULT);
  }

  static void serve(int port, ServerOptions options) {
    ListenOptions listening = new ListenOptions(BACKLOG, true, false, false);
    run(
        () -> {
          Server server = startServer(Echo::echo, "127.0.0.1", port, options.withListen(listening));
          server.serveForever();
        });
  }

  private static void echo(StreamReader reader, StreamWriter writer) throws IOException {
    for (byte[] data = reader.read(CHUNK); data.length > 0; data = reader.read(CHUNK)) {
      writer.write(data);
      writer.drain();
    }
  }
}
