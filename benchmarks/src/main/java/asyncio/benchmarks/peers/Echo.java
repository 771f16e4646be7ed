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
    int port = Integer.parseInt(arguments[0]);
    ListenOptions listening = new ListenOptions(BACKLOG, true, false, false);
    run(
        () -> {
          ServerOptions options = ServerOptions.DEFAULT.withListen(listening);
          Server server = startServer(Echo::serve, "127.0.0.1", port, options);
          server.serveForever();
        });
  }

  private static void serve(StreamReader reader, StreamWriter writer) throws IOException {
    for (byte[] data = reader.read(CHUNK); data.length > 0; data = reader.read(CHUNK)) {
      writer.write(data);
      writer.drain();
    }
  }
}
