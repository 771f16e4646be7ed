package asyncio.stream;

import static asyncio.Asyncio.createFuture;
import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.openConnection;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.startServer;
import static asyncio.stream.Texts.pattern;
import static asyncio.stream.Texts.text;
import static asyncio.tls.Certificates.trustedClient;
import static asyncio.tls.Certificates.trustedServer;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.net.MemoryStream;
import asyncio.net.Server;
import asyncio.task.ErrorContext;
import asyncio.task.Future;
import asyncio.task.LoopStatistics;
import asyncio.task.Task;
import asyncio.tls.TlsContext;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Streams over TLS, with real sockets. */
class SecureStreamTest {

  private static final String LOCALHOST = "127.0.0.1";
  private static final ConnectionOptions CLIENT =
      ConnectionOptions.DEFAULT.withTls(trustedClient());

  private static Server start(StreamHandler handler) throws IOException {
    return startServer(handler, LOCALHOST, 0, ServerOptions.DEFAULT.withTls(trustedServer()));
  }

  private static Server startPlain(StreamHandler handler) throws IOException {
    return startServer(handler, LOCALHOST, 0);
  }

  private static Connection connect(Server server, ConnectionOptions options) throws IOException {
    return openConnection(LOCALHOST, portOf(server), options);
  }

  private static int portOf(Server server) {
    return ((InetSocketAddress) server.addresses().getFirst()).getPort();
  }

  private static void finish(Server server) {
    server.close();
    server.waitClosed();
    sleep(Duration.ZERO);
    assertThat(getRunningLoop().statistics()).isEqualTo(new LoopStatistics(1, 0, 0));
  }

  @Test
  void largeMessagesGoBothWays() {
    run(
        () -> {
          byte[] data = pattern(2_000_000);
          Server server = start((reader, writer) -> writer.send(reader.readExactly(data.length)));
          try (Connection connection = connect(server, CLIENT)) {
            Task<@Nullable Void> sending = createTask(() -> connection.writer().send(data));
            assertThat(connection.reader().readExactly(data.length)).isEqualTo(data);
            assertThat(connection.reader().read()).isEmpty();
            assertThat(connection.getExtraInfo("cipher")).isNotNull();
            assertThat(connection.getExtraInfo("peername")).isNotNull();
            sending.await();
          }
          finish(server);
        });
  }

  @Test
  void noDirectionEndsAlone() {
    run(
        () -> {
          Server server = start((reader, _) -> reader.read());
          try (Connection connection = connect(server, CLIENT)) {
            assertThat(connection.writer().canWriteEof()).isFalse();
            assertThatThrownBy(() -> connection.writer().writeEof())
                .isInstanceOf(UnsupportedOperationException.class);
          }
          finish(server);
        });
  }

  @Test
  void aPlainConnectionBecomesSecure() {
    run(
        () -> {
          Server server =
              startPlain(
                  (reader, writer) -> {
                    assertThat(reader.readLine(UTF_8)).isEqualTo("STARTTLS");
                    writer.send("go\n", UTF_8);
                    writer.startTls(trustedServer());
                    writer.send("secret " + reader.readLine(UTF_8) + "\n", UTF_8);
                  });
          try (Connection connection = connect(server, ConnectionOptions.DEFAULT)) {
            connection.writer().send("STARTTLS\n", UTF_8);
            assertThat(connection.reader().readLine(UTF_8)).isEqualTo("go");
            connection.writer().startTls(trustedClient());
            connection.writer().send("hello\n", UTF_8);
            assertThat(connection.reader().readLine(UTF_8)).isEqualTo("secret hello");
          }
          finish(server);
        });
  }

  @Test
  void whatTheServerHasReadAheadBelongsToTheHandshake() {
    run(
        () -> {
          MemoryStream stream = MemoryStream.create(getRunningLoop(), 100_000);
          Connection client = Connection.over(stream);
          Connection server =
              Connection.accepted(getRunningLoop(), stream.peer(), StreamReader.DEFAULT_LIMIT);
          client.writer().send("STARTTLS\n", UTF_8);
          Task<@Nullable Void> securing =
              createTask(() -> client.writer().startTls(trustedClient()));
          sleep(Duration.ZERO);
          assertThat(server.reader().readLine(UTF_8)).isEqualTo("STARTTLS");
          assertThat(server.reader().toString()).containsPattern("[0-9]+ bytes of");
          server.writer().startTls(trustedServer());
          securing.await();
          server.writer().send("secret\n", UTF_8);
          assertThat(client.reader().readLine(UTF_8)).isEqualTo("secret");
          server.writer().close();
          client.close();
          server.writer().waitClosed();
        });
  }

  @Test
  void aServerThatIsNotTrustedFailsTheConnection() {
    run(
        () -> {
          Server server = start((reader, _) -> reader.read());
          assertThatThrownBy(
                  () -> connect(server, ConnectionOptions.DEFAULT.withTls(TlsContext.forClient())))
              .isInstanceOf(SSLException.class);
          finish(server);
        });
  }

  @Test
  void aStrangerOnASecurePortDisturbsNobody() {
    run(
        () -> {
          List<ErrorContext> reports = new ArrayList<>();
          getRunningLoop().setExceptionHandler((_, context) -> reports.add(context));
          Server server = start((_, writer) -> writer.send("hello", UTF_8));
          try (Connection stranger = connect(server, ConnectionOptions.DEFAULT)) {
            stranger.writer().send("GET / HTTP/1.1\r\n\r\n", UTF_8);
            stranger.reader().read();
          } catch (IOException refused) {
            // an alert, or a reset
          }
          try (Connection connection = connect(server, CLIENT)) {
            assertThat(text(connection.reader().read())).isEqualTo("hello");
          }
          finish(server);
          assertThat(reports).isEmpty();
        });
  }

  @Test
  void tlsWaitsForNobodyWhoReads() {
    run(
        () -> {
          Future<Connection> accepted = createFuture();
          Server server =
              startServer(
                  connection -> {
                    accepted.setResult(connection);
                    connection.reader().read();
                  },
                  LOCALHOST,
                  0);
          Connection client = connect(server, ConnectionOptions.DEFAULT);
          Connection connection = accepted.await();
          assertThatThrownBy(() -> connection.writer().startTls(trustedServer()))
              .isInstanceOf(IllegalStateException.class)
              .hasMessageContaining("is already waiting for data");
          client.close();
          finish(server);
        });
  }

  @Test
  void whatWasWrittenBeforeIsSentPlainly() {
    run(
        () -> {
          MemoryStream stream = MemoryStream.create(getRunningLoop(), 1000);
          Connection near = Connection.over(stream);
          Connection far = Connection.over(stream.peer());
          near.writer().write(new byte[50_000]);
          Task<@Nullable Void> upgrade = createTask(() -> near.writer().startTls(trustedClient()));
          assertThat(far.reader().readExactly(50_000)).containsOnly(0);
          far.abort();
          assertThatThrownBy(upgrade::await).isInstanceOf(IOException.class);
        });
  }
}
