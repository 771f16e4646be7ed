package asyncio.http.web;

import static asyncio.Asyncio.generator;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.Asyncio;
import asyncio.http.testing.TestClient;
import asyncio.http.testing.TestRequest;
import asyncio.http.testing.TestResponse;
import asyncio.iteration.AsyncGenerator;
import asyncio.testing.AsyncTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Server-sent events, in virtual time. */
class EventsTest {

  private final List<String> seen = new ArrayList<>();

  private AsyncGenerator<Event, Void> every(Duration pause, int count) {
    return generator(
        out -> {
          try {
            for (int i = 1; i <= count; i++) {
              sleep(pause);
              out.yield(Event.of("tick " + i));
            }
          } finally {
            seen.add("closed at " + Asyncio.getRunningLoop().time());
          }
        });
  }

  private static Application with(Iterable<Event> events) {
    Application app = new Application();
    app.get("/", _ -> Response.events(events));
    return app;
  }

  @AsyncTest
  void eventsAreSentWhenTheyCome() throws Exception {
    try (TestClient client = TestClient.start(with(every(seconds(10), 2)));
        TestResponse response = client.open(TestRequest.of("GET", "/"))) {
      assertThat(Asyncio.getRunningLoop().time()).isZero();
      assertThat(response.header("Content-Type")).isEqualTo("text/event-stream");
      assertThat(response.header("Cache-Control")).isEqualTo("no-store");
      List<String> lines = new ArrayList<>();
      for (String line : response.body().lines()) {
        lines.add(Math.round(Asyncio.getRunningLoop().time()) + " " + line);
      }
      assertThat(lines).containsExactly("10 data: tick 1", "10 ", "20 data: tick 2", "20 ");
    }
    assertThat(seen).containsExactly("closed at 20.0");
  }

  @AsyncTest
  void aSignOfLifeFillsSilence() throws Exception {
    try (TestClient client = TestClient.start(with(every(seconds(40), 1)))) {
      assertThat(client.get("/").text()).isEqualTo(":\n\n:\n\ndata: tick 1\n\n");
    }
  }

  @AsyncTest
  void theSourceIsClosedWhenTheClientLeaves() throws Exception {
    try (TestClient client = TestClient.start(with(every(seconds(10), 100)))) {
      try (TestResponse response = client.open(TestRequest.of("GET", "/"))) {
        response.body().lines().anext();
        sleep(seconds(3));
      }
      assertThat(seen).containsExactly("closed at 13.0");
    }
  }

  private final class Subscription implements Iterable<Event>, AutoCloseable {

    @Override
    public Iterator<Event> iterator() {
      return List.of(Event.of("once")).iterator();
    }

    @Override
    public void close() {
      seen.add("closed");
    }
  }

  @AsyncTest
  void theSourceIsClosedAlthoughNothingOfItIsSent() throws Exception {
    Application app = with(new Subscription());
    app.use(
        (request, next) -> {
          Response response = next.handle(request);
          return request.headers().contains("X-Instead") ? Response.text("no events") : response;
        });
    try (TestClient client = TestClient.start(app)) {
      assertThat(client.head("/").status()).isEqualTo(200);
      assertThat(seen).containsExactly("closed");
      assertThat(client.get("/", "X-Instead", "yes").text()).isEqualTo("no events");
      assertThat(seen).containsExactly("closed", "closed");
      assertThat(client.get("/").text()).contains("once");
      assertThat(seen).hasSize(3);
    }
  }

  @AsyncTest
  void aListIsASourceToo() throws Exception {
    List<Event> events =
        List.of(
            Event.of("two\nlines\r\nand\rmore"),
            Event.json(Map.of("a", 1)).withName("change").withId("7").withRetry(seconds(2)));
    try (TestClient client = TestClient.start(with(events))) {
      assertThat(client.get("/").text())
          .isEqualTo(
              """
              data: two
              data: lines
              data: and
              data: more

              event: change
              id: 7
              retry: 2000
              data: {"a":1}

              """);
    }
  }

  @AsyncTest
  void aSourceThatFailsEndsTheStream() throws Exception {
    AsyncGenerator<Event, Void> failing =
        generator(
            out -> {
              out.yield(Event.of("once"));
              throw new IllegalStateException("no more");
            });
    try (TestClient client = TestClient.start(with(failing))) {
      assertThatThrownBy(() -> client.get("/"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("no more");
    }
  }

  @Test
  void badEventsAreRefused() {
    assertThatThrownBy(() -> Event.of("x").withId("a\nb"))
        .hasMessageContaining("the id of an event is one line");
    assertThatThrownBy(() -> Event.of("x").withName("a\rb")).hasMessageContaining("the name");
    assertThatThrownBy(() -> Response.events(List.of(), Duration.ZERO))
        .hasMessageContaining("must be positive, and is PT0S");
  }
}
