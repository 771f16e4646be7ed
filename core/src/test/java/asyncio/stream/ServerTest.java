package asyncio.stream;

import static asyncio.Asyncio.createFuture;
import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.currentTask;
import static asyncio.Asyncio.gather;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.openConnection;
import static asyncio.Asyncio.openUnixConnection;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.startServer;
import static asyncio.Asyncio.startUnixServer;
import static asyncio.Asyncio.waitFor;
import static asyncio.stream.Texts.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.net.Server;
import asyncio.task.CancelledError;
import asyncio.task.ErrorContext;
import asyncio.task.Future;
import asyncio.task.Task;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Servers and their connections, with real sockets. */
class ServerTest {

  private static final String LOCALHOST = "127.0.0.1";
  private static final Duration AT_MOST = seconds(30);

  private static void echo(StreamReader reader, StreamWriter writer) throws IOException {
    for (byte[] chunk : reader.chunks()) {
      writer.send(chunk);
    }
  }

  private static Server start(StreamHandler handler) throws IOException {
    return startServer(handler, LOCALHOST, 0);
  }

  private static Connection connect(Server server) throws IOException {
    return openConnection(LOCALHOST, server.port());
  }

  private static String ask(Server server, String question) throws IOException {
    try (Connection connection = connect(server)) {
      connection.writer().send(question, UTF_8);
      connection.writer().writeEof();
      return text(connection.reader().read());
    }
  }

  // ---- serving

  @Test
  void everyClientHasItsOwnTask() {
    run(
        () -> {
          try (Server server = start(ServerTest::echo)) {
            List<Task<String>> answers = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
              String question = "question " + i;
              answers.add(createTask(() -> ask(server, question)));
            }
            assertThat(gather(answers)).contains("question 0", "question 29").hasSize(30);
          }
        });
  }

  @Test
  void aConnectionIsClosedWhenItsHandlerEnds() {
    run(
        () -> {
          Server server = start((_, writer) -> writer.write("bye", UTF_8));
          try (Connection connection = connect(server)) {
            assertThat(text(connection.reader().read())).isEqualTo("bye");
          }
          server.close();
          server.waitClosed();
        });
  }

  @Test
  void aHandlerThatFailsIsReportedAndItsConnectionClosed() {
    run(
        () -> {
          List<ErrorContext> reports = new ArrayList<>();
          getRunningLoop().setExceptionHandler((_, context) -> reports.add(context));
          RuntimeException failure = new RuntimeException("failed");
          Server server =
              startServer(
                  connection -> {
                    throw failure;
                  },
                  LOCALHOST,
                  0);
          try (Connection connection = connect(server)) {
            assertThat(connection.reader().read()).isEmpty();
          }
          server.close();
          server.waitClosed();
          assertThat(reports).hasSize(1);
          assertThat(reports.getFirst().message())
              .isEqualTo("Unhandled exception in client_connected_cb");
          assertThat(reports.getFirst().exception()).isSameAs(failure);
        });
  }

  @Test
  void aHandlerThatIsCancelledClosesItsConnection() {
    run(
        () -> {
          Future<Task<?>> handler = createFuture();
          Server server =
              start(
                  (reader, _) -> {
                    handler.setResult(currentTask());
                    reader.read();
                  });
          try (Connection connection = connect(server)) {
            handler.await().cancel();
            assertThat(connection.reader().read()).isEmpty();
          }
          server.close();
          server.waitClosed();
        });
  }

  @Test
  void servesForeverUntilItIsCancelledOrClosed() {
    run(
        () -> {
          Server server = start(ServerTest::echo);
          Task<@Nullable Void> serving = createTask("one", () -> server.serveForever());
          sleep(Duration.ZERO);
          assertThatThrownBy(server::serveForever)
              .isInstanceOf(IllegalStateException.class)
              .hasMessageContaining("awaits its end already");
          assertThat(ask(server, "hello")).isEqualTo("hello");
          server.close();
          assertThatThrownBy(serving::await).isInstanceOf(CancelledError.class);
          assertThat(server.isServing()).isFalse();
          assertThat(server.addresses()).isEmpty();
          assertThatThrownBy(server::serveForever)
              .isInstanceOf(IllegalStateException.class)
              .hasMessageContaining("is closed");
        });
  }

  @Test
  void aPortThatIsTakenIsNamed() {
    run(
        () -> {
          try (Server server = start(ServerTest::echo)) {
            assertThatThrownBy(() -> startServer(ServerTest::echo, LOCALHOST, server.port()))
                .isInstanceOf(BindException.class)
                .hasMessageMatching(".*/127.0.0.1:" + server.port() + ": Address already in use");
          }
        });
  }

  @Test
  void withoutAHostItListensEverywhere() {
    run(
        () -> {
          try (Server server = startServer(ServerTest::echo, null, 0)) {
            assertThat(ask(server, "hello")).isEqualTo("hello");
          }
        });
  }

  // ---- the end

  @Test
  void waitClosedWaitsForTheServerAndItsHandlers() {
    run(
        () -> {
          Server server = start(ServerTest::echo);
          Task<@Nullable Void> waiting = createTask(() -> server.waitClosed());
          Connection connection = connect(server);
          connection.writer().send("a", UTF_8);
          connection.reader().readExactly(1);
          assertThat(server.clients()).hasSize(1);
          server.close();
          sleep(Duration.ZERO);
          sleep(Duration.ZERO);
          assertThat(waiting.done()).isFalse();
          connection.close();
          waiting.await();
          assertThat(server.clients()).isEmpty();
        });
  }

  @Test
  void closeClientsEndsWhatTheyRead() {
    run(
        () -> {
          Server server = start(ServerTest::echo);
          Connection connection = connect(server);
          connection.writer().send("a", UTF_8);
          connection.reader().readExactly(1);
          server.closeClients();
          assertThat(connection.reader().read()).isEmpty();
          server.close();
          server.waitClosed();
          connection.close();
        });
  }

  @Test
  void stopLetsHandlersFinish() {
    run(
        () -> {
          Future<@Nullable Void> go = createFuture();
          Server server =
              start(
                  (_, writer) -> {
                    go.await();
                    writer.send("finished", UTF_8);
                  });
          Connection connection = connect(server);
          Task<@Nullable Void> stopping = createTask(() -> server.stop(AT_MOST));
          while (server.isServing() || server.clients().isEmpty()) {
            sleep(Duration.ZERO);
          }
          go.setResult(null);
          stopping.await();
          assertThat(text(connection.reader().read())).isEqualTo("finished");
          connection.close();
        });
  }

  @Test
  void aCancelledServerStopsInTimeThoughAClientStays() {
    run(
        () -> {
          Server server = start(ServerTest::echo);
          Task<@Nullable Void> serving =
              createTask(() -> server.serveThenStop(Duration.ofMillis(1)));
          try (Connection connection = connect(server)) {
            connection.writer().send("x", UTF_8);
            connection.reader().readExactly(1);
            serving.cancel();
            assertThat(connection.reader().read()).isEmpty();
          }
          assertThatThrownBy(serving::await).isInstanceOf(CancelledError.class);
          assertThat(server.clients()).isEmpty();
        });
  }

  @Test
  void stopClosesThenAbortsThoseWhoDoNotFinish() {
    run(
        () -> {
          Future<@Nullable Void> never = createFuture();
          List<String> ends = new ArrayList<>();
          Server server =
              start(
                  (reader, _) -> {
                    assertThat(reader.read()).isEmpty(); // closed by the server
                    ends.add("read the end");
                    try {
                      never.await();
                    } catch (CancelledError cancelled) {
                      ends.add("cancelled: " + cancelled.getMessage());
                      throw cancelled;
                    }
                  });
          Connection connection = connect(server);
          while (server.clients().isEmpty()) {
            sleep(Duration.ZERO);
          }
          server.stop(Duration.ofMillis(50));
          assertThat(ends).containsExactly("read the end", "cancelled: the server stops");
          assertThat(server.clients()).isEmpty();
          connection.close();
        });
  }

  // ---- peers that misbehave

  @Test
  void aResetWhileReadingIsAnErrorOfThatConnectionOnly() {
    run(
        () -> {
          Future<Throwable> failure = createFuture();
          Server server =
              start(
                  (reader, _) -> {
                    try {
                      reader.read();
                    } catch (IOException e) {
                      failure.setResult(e);
                    }
                  });
          Connection connection = connect(server);
          while (server.clients().isEmpty()) {
            sleep(Duration.ZERO);
          }
          reset(connection);
          assertThat(waitFor(failure, AT_MOST)).isInstanceOf(SocketException.class);
          server.close();
          server.waitClosed();
        });
  }

  @Test
  void aResetWhileWritingEndsTheSend() {
    run(
        () -> {
          Future<Throwable> failure = createFuture();
          Server server =
              start(
                  (_, writer) -> {
                    try {
                      writer.send(new byte[50_000_000]);
                    } catch (IOException e) {
                      failure.setResult(e);
                    }
                  });
          Connection connection = connect(server);
          connection.reader().readExactly(1);
          reset(connection);
          assertThat(waitFor(failure, AT_MOST))
              .isInstanceOf(SocketException.class)
              .hasMessageContaining("Connection lost")
              .hasCauseInstanceOf(IOException.class);
          server.close();
          server.waitClosed();
        });
  }

  /** Closes without the usual good-bye. */
  private static void reset(Connection connection) throws IOException {
    SocketChannel channel = (SocketChannel) connection.getExtraInfo("socket");
    channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    connection.abort();
  }

  @Test
  void closingIsBoundedWhenThePeerDoesNotRead() {
    run(
        () -> {
          Future<Throwable> failure = createFuture();
          Server server =
              startServer(
                  connection -> {
                    connection.writer().write(new byte[50_000_000]);
                    try {
                      connection.close(Duration.ofMillis(20));
                    } catch (IOException e) {
                      failure.setResult(e);
                    }
                  },
                  LOCALHOST,
                  0);
          Connection connection = connect(server);
          assertThat(waitFor(failure, AT_MOST))
              .isInstanceOf(SocketTimeoutException.class)
              .hasMessageContaining("closing <Connection <SocketStream")
              .hasMessageContaining("took more than PT0.02S")
              .hasMessageContaining("bytes were still to be sent");
          connection.abort();
          server.close();
          server.waitClosed();
        });
  }

  // ---- Unix sockets

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aStaleSocketIsReplacedAndTheOwnOneRemoved(@TempDir Path folder) {
    run(
        () -> {
          Path path = folder.resolve("socket");
          leaveStaleSocket(path);
          Server server = startUnixServer(ServerTest::echo, path);
          try (Connection connection = openUnixConnection(path)) {
            connection.writer().send("hello\n", UTF_8);
            assertThat(connection.reader().readLine(UTF_8)).isEqualTo("hello");
          }
          server.close();
          assertThat(path).doesNotExist();
          assertThatThrownBy(() -> openUnixConnection(path))
              .isInstanceOf(NoSuchFileException.class);
        });
  }

  private static void leaveStaleSocket(Path path) throws IOException {
    try (var channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.bind(UnixDomainSocketAddress.of(path));
    }
    assertThat(path).exists();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void anotherKindOfFileIsNotReplaced(@TempDir Path folder) {
    run(
        () -> {
          Path file = Files.writeString(folder.resolve("file"), "precious");
          assertThatThrownBy(() -> startUnixServer(ServerTest::echo, file))
              .isInstanceOf(IOException.class);
          assertThat(file).hasContent("precious");
        });
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aSocketThatWasReplacedMeanwhileIsNotRemoved(@TempDir Path folder) {
    run(
        () -> {
          Path path = folder.resolve("socket");
          Server first = startUnixServer(ServerTest::echo, path);
          Files.move(path, folder.resolve("moved"));
          Server second = startUnixServer(ServerTest::echo, path);
          first.close();
          try (Connection connection = openUnixConnection(path)) {
            connection.writer().send("still there\n", UTF_8);
            assertThat(connection.reader().readLine(UTF_8)).isEqualTo("still there");
          }
          second.close();
          assertThat(path).doesNotExist();
        });
  }

  @Test
  void onlyAServerAtAPortHasAPort(@TempDir Path folder) {
    run(
        () -> {
          Server server = start(ServerTest::echo);
          assertThat(server.addresses().getFirst())
              .hasToString("/" + LOCALHOST + ":" + server.port());
          server.close();
          assertThatThrownBy(server::port)
              .isInstanceOf(IllegalStateException.class)
              .hasMessage("<Server closed> listens at no port");
          try (Server unix = startUnixServer(ServerTest::echo, folder.resolve("socket"))) {
            assertThatThrownBy(unix::port).hasMessageEndingWith("> listens at no port");
          }
        });
  }

  @Test
  void nobodyListens() {
    run(
        () -> {
          Server server = start(ServerTest::echo);
          int port = server.port();
          server.close();
          assertThatThrownBy(() -> openConnection(LOCALHOST, port))
              .isInstanceOf(ConnectException.class);
        });
  }
}
