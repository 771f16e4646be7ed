package asyncio.faults;

import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.waitFor;
import static asyncio.support.Settling.settleUntil;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.net.Server;
import asyncio.queue.Queue;
import asyncio.stream.Connection;
import asyncio.stream.StreamReader;
import asyncio.stream.StreamWriter;
import asyncio.task.CancelledError;
import asyncio.task.ErrorContext;
import asyncio.transport.Protocol;
import asyncio.transport.Transport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A server on a real socket that does what the first byte of a connection says, and remembers how
 * each connection ended. Loop thread only.
 */
final class ObedientServer {

  /** Send back what follows. */
  static final String ECHO = "e";

  /** Send a gigabyte. */
  static final String FLOOD = "f";

  /** Read a line and no more; for streams only. */
  static final String LINE = "l";

  static final long FLOOD_BYTES = 1L << 30;
  private static final byte[] PART = new byte[128 << 10];

  /** How a connection ended, as the server was told; a null failure is the end of the stream. */
  record End(@Nullable Throwable failure) {}

  /** Something goes wrong. */
  interface Plot {
    void play(ObedientServer server) throws Exception;
  }

  private final Api api;
  private final Server server;
  private final Queue<End> ends = new Queue<>();
  private int orders;
  private long floodedBytes;

  static ObedientServer start(Api api) throws IOException {
    return new ObedientServer(api);
  }

  private ObedientServer(Api api) throws IOException {
    this.api = api;
    this.server = api.serve(this::handle, Obedient::new);
  }

  /**
   * Starts a server, lets the plot happen, and checks that the server still serves, that nothing is
   * left, and that nobody had to be told of a failure that was not the server's.
   */
  static void survives(Api api, Plot plot) {
    run(
        () -> {
          List<ErrorContext> reports = new ArrayList<>();
          getRunningLoop().setExceptionHandler((_, context) -> reports.add(context));
          Aftermath beforeServer = Aftermath.now();
          ObedientServer server = start(api);
          server.visit(); // opens what stays open
          Aftermath before = Aftermath.now();
          plot.play(server);
          server.visit();
          before.awaitReturn();
          server.server.close();
          server.server.waitClosed();
          assertThat(Aftermath.now().held()).isEqualTo(beforeServer.held());
          assertThat(reports).isEmpty();
        });
  }

  // ---- for plots

  Api api() {
    return api;
  }

  Server server() {
    return server;
  }

  int port() {
    return ((InetSocketAddress) server.addresses().getFirst()).getPort();
  }

  /** A client that has told the server what to do. */
  Connection order(String command) throws IOException {
    Connection connection = api.connect(port());
    connection.writer().send(command, UTF_8);
    return connection;
  }

  /** How the connection that has ended next did so; waits for it. */
  End nextEnd() throws Exception {
    return waitFor(ends::get, seconds(20));
  }

  /** Drops what {@link #nextEnd} would tell of those who have ended. */
  void forgetEnds() {
    while (!ends.empty()) {
      ends.getNowait();
    }
  }

  /** Waits until it serves so many connections. */
  void awaitClients(int count) {
    settleUntil(count + " clients of " + server, () -> server.clients().size() == count);
  }

  /** How many connections have said what to do so far. */
  int orders() {
    return orders;
  }

  /** How much of the floods has been written so far. */
  long floodedBytes() {
    return floodedBytes;
  }

  /** An ordinary client is served. */
  void visit() throws Exception {
    try (Connection connection = order(ECHO + "hello\n")) {
      assertThat(connection.reader().readLine(UTF_8)).isEqualTo("hello");
    }
    assertThat(nextEnd()).isEqualTo(new End(null));
  }

  /** Cuts a connection without any goodbye: the peer gets a reset. */
  static void reset(Connection connection) throws IOException {
    SocketChannel channel = (SocketChannel) connection.getExtraInfo("socket");
    channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    channel.close();
    connection.abort();
  }

  // ---- streams

  private void handle(Connection connection) throws IOException {
    Throwable failure = null;
    try {
      obey(connection.reader(), connection.writer());
    } catch (IOException broken) {
      failure = broken;
    } catch (CancelledError cancelled) {
      failure = cancelled;
      throw cancelled;
    } finally {
      ends.putNowait(new End(failure));
    }
  }

  private void obey(StreamReader reader, StreamWriter writer) throws IOException {
    String command = new String(reader.read(1), UTF_8);
    orders++;
    switch (command) {
      case ECHO -> {
        for (byte[] chunk : reader.chunks()) {
          writer.send(chunk);
        }
      }
      case FLOOD -> {
        for (long sent = 0; sent < FLOOD_BYTES; sent += PART.length) {
          floodedBytes += PART.length;
          writer.send(PART);
        }
      }
      case LINE -> reader.readLine();
      default -> {
        // gone before it said anything
      }
    }
  }

  // ---- transports

  private final class Obedient implements Protocol {

    private @Nullable Transport transport;
    private String command = "";
    private boolean paused;
    private long sent;

    @Override
    public void connectionMade(Transport made) {
      transport = made;
    }

    private Transport transport() {
      return Objects.requireNonNull(transport);
    }

    @Override
    public void dataReceived(byte[] data) {
      byte[] rest = data;
      if (command.isEmpty()) {
        command = new String(data, 0, 1, UTF_8);
        orders++;
        rest = Arrays.copyOfRange(data, 1, data.length);
      }
      if (command.equals(ECHO)) {
        transport().write(rest);
      } else {
        flood();
      }
    }

    private void flood() {
      while (!paused && !transport().isClosing() && sent < FLOOD_BYTES) {
        sent += PART.length;
        floodedBytes += PART.length;
        transport().write(PART);
      }
    }

    @Override
    public void pauseWriting() {
      paused = true;
      transport().pauseReading();
    }

    @Override
    public void resumeWriting() {
      paused = false;
      transport().resumeReading();
      if (command.equals(FLOOD)) {
        flood();
      }
    }

    @Override
    public void connectionLost(@Nullable Throwable failure) {
      ends.putNowait(new End(failure));
    }
  }
}
