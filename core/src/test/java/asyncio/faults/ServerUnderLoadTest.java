package asyncio.faults;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.waitFor;
import static asyncio.support.Settling.settleUntil;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.net.Server;
import asyncio.stream.Connection;
import asyncio.support.LogRecords;
import asyncio.support.NoLeaks;
import asyncio.task.ErrorContext;
import asyncio.task.Task;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Servers that are ended in each of the ways while all of their clients talk. */
@ExtendWith(NoLeaks.class)
class ServerUnderLoadTest {

  private static final int CLIENTS = 20;
  private static final byte[] MESSAGE = new byte[10_000];

  private int answers;

  @ParameterizedTest
  @EnumSource
  void closedWithItsClients(Api api) {
    endUnderLoad(
        api,
        server -> {
          server.close();
          server.closeClients();
        });
  }

  @ParameterizedTest
  @EnumSource
  void closedAndItsClientsAborted(Api api) {
    endUnderLoad(
        api,
        server -> {
          server.close();
          server.abortClients();
        });
  }

  @ParameterizedTest
  @EnumSource
  void stopped(Api api) {
    try (LogRecords log = LogRecords.capture()) {
      endUnderLoad(api, server -> server.stop(seconds(0.02)));
      assertThat(log.messages()).first().asString().contains("still serves after PT0.02S");
    }
  }

  /** Handlers see what a handler sees whose client is gone, so none of them fails. */
  private void endUnderLoad(Api api, Consumer<Server> end) {
    run(
        () -> {
          List<ErrorContext> reports = new ArrayList<>();
          getRunningLoop().setExceptionHandler((_, context) -> reports.add(context));
          Aftermath before = Aftermath.now();
          ObedientServer server = ObedientServer.start(api);
          List<Task<@Nullable Void>> clients = new ArrayList<>();
          for (int i = 0; i < CLIENTS; i++) {
            clients.add(createTask(() -> chat(server)));
          }
          settleUntil("the load is on", () -> answers > 4 * CLIENTS);
          end.accept(server.server());
          waitFor(server.server()::waitClosed, seconds(20));
          settleUntil("every client has ended", () -> clients.stream().allMatch(Task::done));
          before.awaitReturn();
          assertThat(reports).isEmpty();
        });
  }

  /** Until the server ends the connection. */
  private void chat(ObedientServer server) {
    try (Connection connection = server.order(ObedientServer.ECHO)) {
      while (!connection.reader().atEof()) {
        connection.writer().send(MESSAGE);
        connection.reader().readExactly(MESSAGE.length);
        answers++;
      }
    } catch (IOException end) {
      // which is what they wait for
    }
  }
}
