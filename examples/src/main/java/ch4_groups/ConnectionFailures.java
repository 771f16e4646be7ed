// What can go wrong with a connection, each with an exception of its own: a host that is none, a
// port where nobody listens, a silent server, one that leaves too early, one that resets. (L4.T19)
import static asyncio.Asyncio.*;
import static java.nio.charset.StandardCharsets.UTF_8;

import asyncio.net.Server;
import asyncio.stream.Connection;
import asyncio.stream.IncompleteReadError;
import asyncio.stream.StreamHandler;
import asyncio.stream.StreamReader;
import asyncio.stream.StreamWriter;
import asyncio.task.Action;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

void main() {
  run(this::program);
}

void program() throws Exception {
  IO.println("no host: " + failureOf(() -> openConnection("300.1.2.3::", 80)));
  IO.println("no server: " + failureOf(() -> openConnection("127.0.0.1", freePort())));
  IO.println("silent: " + failureOf(() -> ask((_, _) -> sleep(minutes(1)), seconds(0.1))));
  IO.println("left early: " + failureOf(() -> ask(this::answerHalf, seconds(30))));
  IO.println("reset: " + failureOf(() -> ask(this::reset, seconds(30))));
}

void answerHalf(StreamReader reader, StreamWriter writer) throws IOException {
  reader.readExactly(5);
  writer.send("he", UTF_8);
}

void reset(StreamReader reader, StreamWriter writer) throws IOException {
  reader.readExactly(5);
  var socket = (SocketChannel) writer.getExtraInfo("socket");
  socket.setOption(StandardSocketOptions.SO_LINGER, 0); // makes closing it a reset
}

String failureOf(Action connecting) throws Exception {
  try {
    connecting.run();
    return "none";
  } catch (UnknownHostException e) {
    return "the address is invalid or unknown";
  } catch (ConnectException e) {
    return "the connection was refused";
  } catch (TimeoutException e) {
    return "no answer in time";
  } catch (IncompleteReadError e) {
    return "only " + new String(e.partial(), UTF_8) + " came";
  } catch (SocketException e) {
    return "the connection was dropped";
  }
}

/** Asks a server and expects an answer of five bytes within a limit of time. */
void ask(StreamHandler handler, Duration limit) throws Exception {
  Server server = startServer(handler, "127.0.0.1", 0);
  try (Connection connection = openConnection("127.0.0.1", server.port())) {
    connection.writer().send("hello", UTF_8);
    timeout(
        limit,
        () -> {
          connection.reader().readExactly(5);
        });
  } finally {
    server.abortClients();
    server.close();
  }
}

/** Where somebody has listened until now. */
int freePort() throws IOException {
  try (Server server = startServer((_, _) -> {}, "127.0.0.1", 0)) {
    return server.port();
  }
}
