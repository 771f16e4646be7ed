package asyncio.http.testing;

import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.Asyncio;
import asyncio.http.Body;
import asyncio.http.Headers;
import asyncio.http.ResponseHead;
import asyncio.http.gateway.Exchange;
import asyncio.http.gateway.HttpApplication;
import asyncio.testing.AsyncTest;
import asyncio.testing.CancelEverywhere;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The client that needs no server, with applications that know nothing but the interface. */
class TestClientTest {

  private static void start(Exchange exchange, long length) {
    exchange.respond(new ResponseHead(200, Headers.of("X-Kind", "test")), length);
  }

  private static TestResponse get(HttpApplication application) throws Exception {
    try (TestClient client = TestClient.start(application)) {
      return client.get("/");
    }
  }

  @AsyncTest
  void aResponseIsReadWhole() throws Exception {
    TestResponse response =
        get(
            exchange -> {
              start(exchange, Body.UNKNOWN_LENGTH);
              exchange.write("a", UTF_8);
              sleep(seconds(10));
              exchange.write("b", UTF_8);
            });
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.header("x-kind")).isEqualTo("test");
    assertThat(response.text()).isEqualTo("ab");
    assertThat(response.bytes()).isEqualTo("ab".getBytes(UTF_8));
  }

  @AsyncTest
  void theRequestArrivesAsItWasMade() throws Exception {
    List<Object> seen = new ArrayList<>();
    HttpApplication application =
        exchange -> {
          seen.add(exchange.request().toString());
          seen.add(exchange.request().headers().get("Content-Type"));
          seen.add(exchange.scheme());
          seen.add(exchange.contentLength());
          ByteBuffer piece = exchange.read();
          seen.add(UTF_8.decode(piece).toString());
          seen.add(exchange.read() == null);
          start(exchange, 0);
        };
    try (TestClient client = TestClient.start(application)) {
      client.request(
          TestRequest.of("POST", "/a?b=c").withBody(Body.text("abc")).withScheme("https"));
    }
    assertThat(seen)
        .containsExactly("POST /a?b=c", "text/plain; charset=utf-8", "https", 3L, "abc", true);
  }

  @AsyncTest
  void anApplicationNeedsNotReadTheBody() throws Exception {
    HttpApplication application = exchange -> start(exchange, 0);
    try (TestClient client = TestClient.start(application)) {
      Body unread = Body.stream(() -> List.of(new byte[1], new byte[1], new byte[1]).iterator());
      assertThat(client.post("/", unread).status()).isEqualTo(200);
    }
  }

  @AsyncTest
  void whatTheApplicationThrowsComesOut() {
    assertThatThrownBy(
            () ->
                get(
                    _ -> {
                      throw new IOException("before");
                    }))
        .hasMessage("before");
    assertThatThrownBy(
            () ->
                get(
                    exchange -> {
                      start(exchange, 2);
                      exchange.write("a", UTF_8);
                      throw new IOException("in between");
                    }))
        .hasMessage("in between");
  }

  @AsyncTest
  void theRulesOfServersHold() {
    assertThatThrownBy(() -> get(_ -> {})).hasMessageContaining("has not answered GET /");
    assertThatThrownBy(() -> get(exchange -> exchange.write("a", UTF_8)))
        .hasMessageContaining("call respond()");
    assertThatThrownBy(
            () ->
                get(
                    exchange -> {
                      start(exchange, 0);
                      start(exchange, 0);
                    }))
        .hasMessageContaining("was started already");
    assertThatThrownBy(
            () ->
                get(
                    exchange -> {
                      start(exchange, 1);
                      exchange.write("ab", UTF_8);
                    }))
        .hasMessageContaining("announced with 1 bytes, and more");
    assertThatThrownBy(() -> get(exchange -> start(exchange, 1)))
        .hasMessageContaining("announced with 1 bytes, and ended after 0");
  }

  @AsyncTest
  void theApplicationIsStartedAndShutDown() throws Exception {
    List<String> seen = new ArrayList<>();
    HttpApplication application =
        new HttpApplication() {
          @Override
          public void startUp() {
            seen.add("start");
          }

          @Override
          public void serve(Exchange exchange) {
            start(exchange, 0);
            seen.add("serve");
          }

          @Override
          public void shutDown() throws IOException {
            seen.add("stop");
            throw new IOException("cannot stop");
          }
        };
    TestClient client = TestClient.start(application);
    client.get("/");
    assertThatThrownBy(client::close)
        .isInstanceOf(IllegalStateException.class)
        .hasRootCauseMessage("cannot stop");
    assertThat(seen).containsExactly("start", "serve", "stop");
  }

  @Test
  void whereverItIsCancelledNothingIsLeft() {
    CancelEverywhere.check(
        () ->
            () -> {
              try (TestClient client =
                  TestClient.start(
                      exchange -> {
                        exchange.read();
                        Asyncio.sleep(seconds(1));
                        start(exchange, Body.UNKNOWN_LENGTH);
                        exchange.write("a", UTF_8);
                        exchange.write("b", UTF_8);
                      })) {
                client.post("/", Body.text("abc"));
              }
            });
  }
}
