package asyncio.faults;

import static asyncio.Asyncio.createConnection;
import static asyncio.Asyncio.createDatagramEndpoint;
import static asyncio.Asyncio.newEventLoop;
import static asyncio.faults.ObedientServer.ECHO;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.net.DatagramOptions;
import asyncio.support.LogRecords;
import asyncio.support.NoLeaks;
import asyncio.task.Action;
import asyncio.task.ErrorContext;
import asyncio.task.EventLoop;
import asyncio.transport.DatagramProtocol;
import asyncio.transport.Protocol;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a program leaves open is closed with its loop. */
@ExtendWith(NoLeaks.class)
class ForgottenSocketsTest {

  private static List<String> namesOfWhatIsForgotten(Action program) {
    long before = Aftermath.openSockets();
    List<ErrorContext> reports = new ArrayList<>();
    try (LogRecords log = LogRecords.capture()) {
      try (EventLoop loop = newEventLoop()) {
        loop.setDebug(true);
        loop.setExceptionHandler((_, context) -> reports.add(context));
        loop.runUntilComplete(program);
      }
      assertThat(Aftermath.openSockets()).isEqualTo(before);
      assertThat(reports).isEmpty();
      return log.messages().stream().filter(text -> text.startsWith("unclosed ")).toList();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aServer(Api api) {
    assertThat(namesOfWhatIsForgotten(() -> ObedientServer.start(api)))
        .singleElement()
        .asString()
        .contains("ServerSocketChannel");
  }

  @ParameterizedTest
  @EnumSource(names = {"STREAM", "SECURE_STREAM"})
  void aConnection(Api api) {
    List<String> names =
        namesOfWhatIsForgotten(
            () -> {
              ObedientServer server = ObedientServer.start(api);
              server.order(ECHO + "?").reader().readExactly(1);
              server.server().close();
              server.server().abortClients();
              server.awaitClients(0);
            });
    assertThat(names).singleElement().asString().contains("SocketStream");
  }

  @Test
  void aTransport() {
    List<String> names =
        namesOfWhatIsForgotten(
            () -> {
              ObedientServer server = ObedientServer.start(Api.TRANSPORT);
              createConnection(() -> new Protocol() {}, Api.LOCALHOST, server.port())
                  .transport()
                  .pauseReading();
              server.awaitClients(1);
              server.server().close();
              server.server().abortClients();
              server.awaitClients(0);
            });
    assertThat(names).singleElement().asString().contains("SocketChannel");
  }

  @Test
  void aDatagramEndpoint() {
    List<String> names =
        namesOfWhatIsForgotten(
            () -> {
              InetSocketAddress anyPort = new InetSocketAddress(Api.LOCALHOST, 0);
              createDatagramEndpoint(() -> new DatagramProtocol() {}, DatagramOptions.at(anyPort));
            });
    assertThat(names).singleElement().asString().contains("DatagramChannel");
  }
}
