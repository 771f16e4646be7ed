package asyncio.stream;

import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.openConnection;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.startServer;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.net.Server;
import asyncio.support.LogRecords;
import asyncio.support.NoLeaks;
import asyncio.task.ErrorContext;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Connections that reset are everyday life: a handler that fails by one is no news. */
@ExtendWith(NoLeaks.class)
class LostClientTest {

  private static final String LOCALHOST = "127.0.0.1";

  /** What the exception handler is told of a handler whose client greets it and resets. */
  private static List<ErrorContext> reports(boolean debug, StreamHandler handler) {
    List<ErrorContext> reports = new ArrayList<>();
    run(
        () -> {
          getRunningLoop().setExceptionHandler((_, context) -> reports.add(context));
          getRunningLoop().setDebug(debug);
          Server server = startServer(handler, LOCALHOST, 0);
          Connection client = openConnection(LOCALHOST, server.port());
          client.writer().send("hello\n", UTF_8);
          assertThat(client.reader().readLine(UTF_8)).isEqualTo("welcome");
          reset(client);
          server.close();
          server.waitClosed();
        });
    return reports;
  }

  private static void reset(Connection client) throws IOException {
    SocketChannel socket = (SocketChannel) Objects.requireNonNull(client.getExtraInfo("socket"));
    socket.setOption(StandardSocketOptions.SO_LINGER, 0);
    client.abort();
  }

  private static void welcome(StreamReader reader, StreamWriter writer) throws IOException {
    reader.readLine();
    writer.send("welcome\n", UTF_8);
  }

  private static void readOn(StreamReader reader, StreamWriter writer) throws IOException {
    welcome(reader, writer);
    reader.readLine();
  }

  private static void writeOn(StreamReader reader, StreamWriter writer) throws IOException {
    welcome(reader, writer);
    while (true) {
      writer.send(new byte[1000]);
    }
  }

  @Test
  void isALineForThoseWhoWantToKnow() {
    try (LogRecords log = LogRecords.captureAll()) {
      assertThat(reports(false, LostClientTest::readOn)).isEmpty();
      assertThat(log.messages(Level.FINE))
          .singleElement()
          .asString()
          .startsWith("a handler has lost its client: <Connection ")
          .contains(LOCALHOST, " lost: java.net.SocketException: ");
      assertThat(log.all().getFirst().getThrown()).isNull();
    }
  }

  @Test
  void isNoNewsToAHandlerThatWrites() {
    assertThat(reports(false, LostClientTest::writeOn)).isEmpty();
  }

  @Test
  void isNoNewsIfTheServerHasAbortedIt() {
    List<ErrorContext> reports = new ArrayList<>();
    run(
        () -> {
          getRunningLoop().setExceptionHandler((_, context) -> reports.add(context));
          Server server = startServer(LostClientTest::writeOn, LOCALHOST, 0);
          Connection client = openConnection(LOCALHOST, server.port());
          client.writer().send("hello\n", UTF_8);
          assertThat(client.reader().readLine(UTF_8)).isEqualTo("welcome");
          server.close();
          server.abortClients();
          server.waitClosed();
          client.abort();
        });
    assertThat(reports).isEmpty();
  }

  @Test
  void isNoNewsInOtherWords() {
    StreamHandler handler =
        (reader, writer) -> {
          try {
            readOn(reader, writer);
          } catch (IOException loss) {
            throw new IOException("no request came", loss);
          }
        };
    assertThat(reports(false, handler)).isEmpty();
  }

  @Test
  void isReportedInDebugMode() {
    assertThat(reports(true, LostClientTest::readOn))
        .singleElement()
        .satisfies(
            report -> {
              assertThat(report.message()).isEqualTo("Unhandled exception in client_connected_cb");
              assertThat(report.exception()).isInstanceOf(IOException.class);
            });
  }

  /** The client has gone, but that is not why. */
  @Test
  void hidesNoOtherFailure() {
    IOException diskFull = new IOException("disk full");
    StreamHandler handler =
        (reader, writer) -> {
          try {
            readOn(reader, writer);
          } catch (IOException loss) {
            throw diskFull;
          }
        };
    assertThat(reports(false, handler))
        .extracting(ErrorContext::exception)
        .containsExactly(diskFull);
  }

  /** A client that leaves in good order is at its end, and not lost. */
  @Test
  void isNotWhatAnEndInTheMiddleIs() {
    List<ErrorContext> reports = new ArrayList<>();
    run(
        () -> {
          getRunningLoop().setExceptionHandler((_, context) -> reports.add(context));
          Server server = startServer((reader, _) -> reader.readExactly(10), LOCALHOST, 0);
          try (Connection client = openConnection(LOCALHOST, server.port())) {
            client.writer().send("short", UTF_8);
          }
          server.close();
          server.waitClosed();
        });
    assertThat(reports)
        .singleElement()
        .extracting(ErrorContext::exception)
        .isInstanceOf(IncompleteReadError.class);
  }
}
