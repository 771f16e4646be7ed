package asyncio.http.server;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.http.gateway.HttpApplication;
import asyncio.testing.AuditError;
import asyncio.testing.Schedules;
import org.junit.jupiter.api.Test;

/** Where the audit of a test says that a server comes from which was left open. */
class LeftBehindTest {

  private static final HttpApplication EMPTY = _ -> {};

  private static void leavesAServer() throws Exception {
    HttpServer.start(EMPTY, "localhost", 0);
  }

  @Test
  void theLineOfTheTestIsNamed() {
    assertThatThrownBy(() -> Schedules.check(1, LeftBehindTest::leavesAServer))
        .rootCause()
        .isInstanceOf(AuditError.class)
        .message()
        .containsPattern("socket .*ServerSocketChannel.*, first used at LeftBehindTest.java:\\d+");
  }
}
