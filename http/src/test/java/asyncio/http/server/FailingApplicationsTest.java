package asyncio.http.server;

import static asyncio.http.server.SimulatedServer.answer;
import static asyncio.http.server.SimulatedServer.settle;
import static asyncio.http.server.SimulatedServer.start;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import asyncio.http.Body;
import asyncio.http.BrokenMessageException;
import asyncio.http.Headers;
import asyncio.http.ResponseHead;
import asyncio.http.gateway.HttpApplication;
import asyncio.testing.AsyncTest;
import asyncio.testing.network.SimulatedNetwork;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;

/** What clients get of applications that fail, or do not keep to the rules. */
class FailingApplicationsTest {

  @BeforeEach
  void network() {
    SimulatedNetwork.install();
  }

  /** An application that asks others may get a broken answer from them. */
  @AsyncTest
  void aBrokenMessageFromElsewhereIsNoFaultOfTheClient() throws Exception {
    HttpApplication gateway =
        _ -> {
          throw new BrokenMessageException(400, "the upstream has sent garbage", null);
        };
    assertThat(answer(gateway, "GET / HTTP/1.1\nHost: x\n\n"))
        .startsWith("HTTP/1.1 500")
        .doesNotContain("garbage");
  }

  @AsyncTest
  void aFailureIsAnsweredWithoutInternals() throws Exception {
    HttpApplication broken =
        _ -> {
          throw new IllegalStateException("the password is 1234");
        };
    assertThat(answer(broken, "GET / HTTP/1.1\nHost: x\n\n"))
        .startsWith("HTTP/1.1 500")
        .doesNotContain("1234");
  }

  @AsyncTest
  void anApplicationMustAnswer() throws Exception {
    assertThat(answer(_ -> {}, "GET / HTTP/1.1\nHost: x\n\n")).startsWith("HTTP/1.1 500");
  }

  @AsyncTest
  void halfAnAnswerIsNotTakenForAWholeOne() throws Exception {
    HttpApplication broken =
        exchange -> {
          exchange.respond(new ResponseHead(200, Headers.NONE), Body.UNKNOWN_LENGTH);
          exchange.write("half", UTF_8);
          throw new IllegalStateException("in the middle");
        };
    assertThat(answer(broken, "GET / HTTP/1.1\nHost: x\n\n")).endsWith("\n\n4\nhalf");
  }

  @AsyncTest
  void lessThanAnnouncedIsNotTakenForAWholeAnswer() throws Exception {
    HttpApplication tooLittle =
        exchange -> {
          exchange.respond(new ResponseHead(200, Headers.NONE), 5);
          exchange.write("four", UTF_8);
        };
    assertThat(answer(tooLittle, "GET / HTTP/1.1\nHost: x\n\nGET / HTTP/1.1\nHost: x\n\n"))
        .contains("Content-Length: 5")
        .endsWith("\n\nfour");
  }

  @AsyncTest
  void theAnnouncedLengthMustBeRight() throws Exception {
    List<Throwable> failures = new ArrayList<>();
    HttpApplication tooMuch =
        exchange -> {
          exchange.respond(new ResponseHead(200, Headers.NONE), 3);
          try {
            exchange.write("four", UTF_8);
          } catch (IllegalStateException e) {
            failures.add(e);
            exchange.write("abc", UTF_8);
          }
        };
    try (HttpServer server = start(tooMuch);
        RawClient client = RawClient.of(server)) {
      client.send("GET / HTTP/1.1\nHost: x\n\n");
      assertThat(client.response()).endsWith("\n\nabc");
    }
    assertThat(failures).singleElement().asString().contains("announced with 3 bytes, and 4");
    settle();
  }

  @AsyncTest
  void anExchangeRefusesWhatComesInTheWrongOrder() throws Exception {
    List<String> told = new ArrayList<>();
    HttpApplication confused =
        exchange -> {
          told.add(message(() -> exchange.write("x", UTF_8)));
          exchange.respond(new ResponseHead(200, Headers.NONE), 0);
          told.add(message(() -> exchange.respond(new ResponseHead(200, Headers.NONE), 0)));
        };
    try (HttpServer server = start(confused);
        RawClient client = RawClient.of(server)) {
      client.send("GET /x HTTP/1.1\nHost: x\n\n");
      assertThat(client.status()).isEqualTo(200);
    }
    assertThat(told)
        .containsExactly(
            "call respond() before the body of the response to GET /x",
            "a response to GET /x was started already; there is one per request");
    settle();
  }

  private static String message(ThrowingCallable code) {
    return catchThrowable(code).getMessage();
  }
}
