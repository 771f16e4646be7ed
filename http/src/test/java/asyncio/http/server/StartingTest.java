package asyncio.http.server;

import static asyncio.Asyncio.createTask;
import static asyncio.http.server.SimulatedServer.settle;
import static asyncio.http.server.SimulatedServer.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.http.gateway.Exchange;
import asyncio.http.gateway.HttpApplication;
import asyncio.task.CancelledError;
import asyncio.task.Task;
import asyncio.testing.AsyncTest;
import asyncio.testing.network.SimulatedNetwork;
import java.net.BindException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/** Servers that cannot start, or are to wait with it. */
class StartingTest {

  @BeforeEach
  void network() {
    SimulatedNetwork.install();
  }

  @AsyncTest
  void anApplicationThatCannotStartIsNotServed() {
    HttpApplication broken =
        new HttpApplication() {
          @Override
          public void serve(Exchange exchange) {}

          @Override
          public void startUp() {
            throw new IllegalStateException("no database");
          }
        };
    assertThatThrownBy(() -> start(broken)).hasMessage("no database");
  }

  @AsyncTest
  void oneThatIsToWaitServesWhenItIsToldTo() throws Exception {
    HttpServerOptions waiting =
        HttpServerOptions.DEFAULT.withStreams(streams -> streams.withStartServing(false));
    HttpServer server = start(Apps::echo, waiting);
    try (RawClient client = RawClient.of(server)) {
      client.send("GET / HTTP/1.1\nHost: x\n\n");
      settle();
      assertThat(server.connections()).isZero();
      Task<?> serving = createTask(server::serveForever);
      assertThat(client.response()).endsWith("GET / ");
      serving.cancel();
      assertThatThrownBy(serving::await).isInstanceOf(CancelledError.class);
    }
    settle();
  }

  @AsyncTest
  void anApplicationIsShutDownIfItsPortIsTaken() throws Exception {
    List<String> events = new ArrayList<>();
    HttpApplication application =
        new HttpApplication() {
          @Override
          public void serve(Exchange exchange) {}

          @Override
          public void startUp() {
            events.add("up");
          }

          @Override
          public void shutDown() {
            events.add("down");
          }
        };
    try (HttpServer _ = start(Apps::echo)) {
      assertThatThrownBy(() -> start(application)).isInstanceOf(BindException.class);
    }
    assertThat(events).containsExactly("up", "down");
  }
}
