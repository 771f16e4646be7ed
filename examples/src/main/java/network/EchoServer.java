// A TCP echo server: ./asyncio EchoServer.java [PORT]
// Whatever a client sends comes back to it. Try it with some of: nc 127.0.0.1 8888
// Ctrl-C stops it in good order: nobody new gets in, and who is there has two seconds to finish.
import static asyncio.Asyncio.*;

import asyncio.net.Server;
import asyncio.stream.StreamReader;
import asyncio.stream.StreamWriter;

void main(String[] arguments) {
  int port = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 8888;
  run(() -> serve(port));
}

void serve(int port) throws IOException {
  Server server = startServer(this::echo, "127.0.0.1", port);
  IO.println("echo server at 127.0.0.1:" + server.port());
  server.serveThenStop(seconds(2));
}

/** Runs in a task of its own for each client, and so waits for nobody but this one. */
void echo(StreamReader reader, StreamWriter writer) {
  try {
    for (byte[] chunk : reader.chunks()) { // suspends until something comes
      writer.send(chunk); // suspends while the client is slower than we are
    }
  } catch (IOException e) {
    IO.println("lost a client: " + e.getMessage());
  }
}
