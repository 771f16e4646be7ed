package asyncio.http.server;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import asyncio.http.Body;
import asyncio.http.BrokenMessageException;
import asyncio.http.Headers;
import asyncio.http.ResponseHead;
import asyncio.http.gateway.Exchange;
import asyncio.http.gateway.HttpApplication;
import asyncio.task.CancelledError;
import asyncio.task.Task;
import asyncio.testing.AsyncTest;
import asyncio.testing.network.SimulatedNetwork;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The server over connections in memory, in virtual time. */
class HttpServerTest {

  private static final int PORT = 80;

  @BeforeEach
  void network() {
    SimulatedNetwork.install();
  }

  private static HttpServer start(HttpApplication application) throws Exception {
    return HttpServer.start(application, "localhost", PORT);
  }

  private static HttpServer start(HttpApplication application, HttpServerOptions options)
      throws Exception {
    return HttpServer.start(application, "localhost", PORT, options);
  }

  /** What is on its way arrives. */
  private static void settle() {
    sleep(seconds(1));
  }

  // ---- messages

  @AsyncTest
  void aRequestIsAnswered() throws Exception {
    try (HttpServer server = start(Apps::echo);
        RawClient client = RawClient.of(server)) {
      client.send("GET /a?b=c HTTP/1.1\nHost: localhost\n\n");
      assertThat(client.response())
          .isEqualTo(
              """
              HTTP/1.1 200 OK
              Content-Type: text/plain
              Content-Length: 11

              """
                  + "GET /a?b=c ");
    }
    settle();
  }

  @AsyncTest
  void aConnectionServesOneRequestAfterTheOther() throws Exception {
    try (HttpServer server = start(Apps::echo);
        RawClient client = RawClient.of(server)) {
      for (int i = 0; i < 3; i++) {
        client.send("POST /" + i + " HTTP/1.1\nHost: x\nContent-Length: 3\n\nabc");
        assertThat(client.response()).endsWith("POST /" + i + " abc");
      }
      assertThat(server.connections()).isEqualTo(1);
    }
    settle();
  }

  @AsyncTest
  void pipelinedRequestsAreAnsweredInTheirOrder() throws Exception {
    HttpApplication slowFirst =
        exchange -> {
          sleep(exchange.request().target().equals("/1") ? seconds(5) : seconds(1));
          Apps.echo(exchange);
        };
    try (HttpServer server = start(slowFirst);
        RawClient client = RawClient.of(server)) {
      client.send("POST /1 HTTP/1.1\nHost: x\nContent-Length: 2\n\nhiGET /2 HTTP/1.1\nHost: x\n\n");
      assertThat(client.response()).endsWith("POST /1 hi");
      assertThat(client.response()).endsWith("GET /2 ");
    }
    settle();
  }

  @AsyncTest
  void chunksAreReadAndWritten() throws Exception {
    HttpApplication echoInChunks =
        exchange -> {
          String body = Apps.body(exchange);
          exchange.respond(new ResponseHead(200, Headers.NONE), Body.UNKNOWN_LENGTH);
          exchange.write(body, UTF_8);
          exchange.write("!", UTF_8);
        };
    try (HttpServer server = start(echoInChunks);
        RawClient client = RawClient.of(server)) {
      client.send(
          "POST / HTTP/1.1\nHost: x\nTransfer-Encoding: chunked\nConnection: close\n\n"
              + "3\nabc\n5;x=y\ndefgh\n0\n\n");
      assertThat(client.rest())
          .contains("Transfer-Encoding: chunked", "Connection: close")
          .endsWith("\n\n8\nabcdefgh\n1\n!\n0\n\n");
    }
    settle();
  }

  @AsyncTest
  void theLengthOfABodyIsKnownFromItsHead() throws Exception {
    HttpApplication telling =
        exchange -> Apps.answer(exchange, exchange.contentLength() + " bytes");
    try (HttpServer server = start(telling);
        RawClient client = RawClient.of(server)) {
      client.send("GET / HTTP/1.1\nHost: x\n\n");
      assertThat(client.response()).endsWith("\n0 bytes");
      client.send("POST / HTTP/1.1\nHost: x\nContent-Length: 2\n\nhi");
      assertThat(client.response()).endsWith("\n2 bytes");
      client.send("POST / HTTP/1.1\nHost: x\nTransfer-Encoding: chunked\n\n0\n\n");
      assertThat(client.response()).endsWith("\n-1 bytes");
    }
    settle();
  }

  @AsyncTest
  void aHeadIsAnsweredWithoutBody() throws Exception {
    try (HttpServer server = start(exchange -> Apps.answer(exchange, "twelve bytes"));
        RawClient client = RawClient.of(server)) {
      client.send("HEAD / HTTP/1.1\nHost: x\nConnection: close\n\n");
      assertThat(client.rest()).contains("Content-Length: 12").endsWith("\n\n");
    }
    settle();
  }

  @AsyncTest
  void statusesWithoutBodyHaveNone() throws Exception {
    try (HttpServer server =
            start(exchange -> exchange.respond(new ResponseHead(204, Headers.NONE), 0));
        RawClient client = RawClient.of(server)) {
      client.send("GET / HTTP/1.1\nHost: x\n\nGET / HTTP/1.1\nHost: x\n\n");
      assertThat(client.response()).isEqualTo("HTTP/1.1 204 No Content\n\n");
      assertThat(client.response()).isEqualTo("HTTP/1.1 204 No Content\n\n");
    }
    settle();
  }

  @AsyncTest
  void whatIsWrittenAfterAStatusWithoutBodyIsRefused(@TempDir Path folder) throws Exception {
    Path page = Files.writeString(folder.resolve("page"), "a page");
    List<Throwable> failures = new ArrayList<>();
    HttpApplication confused =
        exchange -> {
          exchange.respond(new ResponseHead(304, Headers.NONE), 6);
          try (FileChannel file = FileChannel.open(page)) {
            failures.add(catchThrowable(() -> exchange.sendFile(file, 0, 6)));
          }
        };
    try (HttpServer server = start(confused);
        RawClient client = RawClient.of(server)) {
      client.send("GET / HTTP/1.1\nHost: x\n\nGET / HTTP/1.1\nHost: x\n\n");
      assertThat(client.response()).isEqualTo("HTTP/1.1 304 Not Modified\n\n");
      assertThat(client.response()).isEqualTo("HTTP/1.1 304 Not Modified\n\n");
    }
    assertThat(failures)
        .hasSize(2)
        .allSatisfy(failure -> assertThat(failure).isInstanceOf(IllegalStateException.class));
    settle();
  }

  @AsyncTest
  void oldClientsAreServed() throws Exception {
    HttpApplication stream =
        exchange -> {
          exchange.respond(new ResponseHead(200, Headers.NONE), Body.UNKNOWN_LENGTH);
          exchange.write("without chunks", UTF_8);
        };
    try (HttpServer server = start(stream);
        RawClient client = RawClient.of(server)) {
      client.send("GET / HTTP/1.0\n\n");
      assertThat(client.rest())
          .doesNotContainIgnoringCase("chunked")
          .endsWith("\n\nwithout chunks");
    }
    settle();
  }

  @AsyncTest
  void whoeverExpectsToContinueIsToldWhenTheBodyIsRead() throws Exception {
    try (HttpServer server = start(Apps::echo);
        RawClient client = RawClient.of(server)) {
      client.send("PUT / HTTP/1.1\nHost: x\nExpect: 100-continue\nContent-Length: 4\n\n");
      assertThat(client.response()).isEqualTo("HTTP/1.1 100 Continue\n\n");
      client.send("body");
      assertThat(client.response()).endsWith("PUT / body");
    }
    settle();
  }

  @AsyncTest
  void whoeverExpectsToContinueAndIsRefusedMustNotSend() throws Exception {
    try (HttpServer server = start(exchange -> Apps.answer(exchange, 403, "no"));
        RawClient client = RawClient.of(server)) {
      client.send("PUT / HTTP/1.1\nHost: x\nExpect: 100-continue\nContent-Length: 4\n\n");
      assertThat(client.rest()).startsWith("HTTP/1.1 403").contains("Connection: close");
    }
    settle();
  }

  @AsyncTest
  void nobodyIsToldToContinueInTheMiddleOfAResponse() throws Exception {
    HttpApplication streamingBack =
        exchange -> {
          exchange.respond(new ResponseHead(200, Headers.NONE), Body.UNKNOWN_LENGTH);
          exchange.flush();
          exchange.write(Apps.body(exchange), UTF_8);
        };
    try (HttpServer server = start(streamingBack);
        RawClient client = RawClient.of(server)) {
      client.send("PUT / HTTP/1.1\nHost: x\nExpect: 100-continue\nContent-Length: 4\n\nbody");
      assertThat(client.rest())
          .startsWith("HTTP/1.1 200")
          .doesNotContain("100 Continue")
          .endsWith("\n\n4\nbody\n0\n\n");
    }
    settle();
  }

  @AsyncTest
  void oldClientsAreNotToldToContinue() throws Exception {
    try (HttpServer server = start(Apps::echo);
        RawClient client = RawClient.of(server)) {
      client.send("PUT / HTTP/1.0\nExpect: 100-continue\nContent-Length: 4\n\nbody");
      assertThat(client.rest()).startsWith("HTTP/1.1 200").endsWith("PUT / body");
    }
    settle();
  }

  @AsyncTest
  void aBodyThatNobodyReadIsSkipped() throws Exception {
    try (HttpServer server = start(exchange -> Apps.answer(exchange, "fine"));
        RawClient client = RawClient.of(server)) {
      client.send("POST / HTTP/1.1\nHost: x\nContent-Length: 6\n\nunread");
      assertThat(client.status()).isEqualTo(200);
      client.send("GET / HTTP/1.1\nHost: x\n\n");
      assertThat(client.status()).isEqualTo(200);
    }
    settle();
  }

  // ---- failures of the application

  /** An application that asks others may get a broken answer from them. */
  @AsyncTest
  void aBrokenMessageFromElsewhereIsNoFaultOfTheClient() throws Exception {
    HttpApplication gateway =
        _ -> {
          throw new BrokenMessageException(400, "the upstream has sent garbage", null);
        };
    try (HttpServer server = start(gateway);
        RawClient client = RawClient.of(server)) {
      client.send("GET / HTTP/1.1\nHost: x\n\n");
      assertThat(client.rest()).startsWith("HTTP/1.1 500").doesNotContain("garbage");
    }
    settle();
  }

  @AsyncTest
  void aFailureIsAnsweredWithoutInternals() throws Exception {
    HttpApplication broken =
        _ -> {
          throw new IllegalStateException("the password is 1234");
        };
    try (HttpServer server = start(broken);
        RawClient client = RawClient.of(server)) {
      client.send("GET / HTTP/1.1\nHost: x\n\n");
      assertThat(client.rest()).startsWith("HTTP/1.1 500").doesNotContain("1234");
    }
    settle();
  }

  @AsyncTest
  void anApplicationMustAnswer() throws Exception {
    try (HttpServer server = start(_ -> {});
        RawClient client = RawClient.of(server)) {
      client.send("GET / HTTP/1.1\nHost: x\n\n");
      assertThat(client.rest()).startsWith("HTTP/1.1 500");
    }
    settle();
  }

  @AsyncTest
  void halfAnAnswerIsNotTakenForAWholeOne() throws Exception {
    HttpApplication broken =
        exchange -> {
          exchange.respond(new ResponseHead(200, Headers.NONE), Body.UNKNOWN_LENGTH);
          exchange.write("half", UTF_8);
          throw new IllegalStateException("in the middle");
        };
    try (HttpServer server = start(broken);
        RawClient client = RawClient.of(server)) {
      client.send("GET / HTTP/1.1\nHost: x\n\n");
      assertThat(client.rest()).endsWith("\n\n4\nhalf");
    }
    settle();
  }

  @AsyncTest
  void lessThanAnnouncedIsNotTakenForAWholeAnswer() throws Exception {
    HttpApplication tooLittle =
        exchange -> {
          exchange.respond(new ResponseHead(200, Headers.NONE), 5);
          exchange.write("four", UTF_8);
        };
    try (HttpServer server = start(tooLittle);
        RawClient client = RawClient.of(server)) {
      client.send("GET / HTTP/1.1\nHost: x\n\nGET / HTTP/1.1\nHost: x\n\n");
      assertThat(client.rest()).contains("Content-Length: 5").endsWith("\n\nfour");
    }
    settle();
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

  private static String message(org.assertj.core.api.ThrowableAssert.ThrowingCallable code) {
    return catchThrowable(code).getMessage();
  }

  // ---- limits

  @AsyncTest
  void aHeadHasALimit() throws Exception {
    try (HttpServer server =
            start(Apps::echo, HttpServerOptions.DEFAULT.withLimits(l -> l.withHeadBytes(200)));
        RawClient client = RawClient.of(server)) {
      client.send("GET / HTTP/1.1\nHost: x\nLong: " + "x".repeat(300) + "\n\n");
      assertThat(client.rest()).startsWith("HTTP/1.1 431");
    }
    settle();
  }

  @AsyncTest
  void aTargetHasALimit() throws Exception {
    try (HttpServer server =
            start(Apps::echo, HttpServerOptions.DEFAULT.withLimits(l -> l.withHeadBytes(200)));
        RawClient client = RawClient.of(server)) {
      client.send("GET /" + "x".repeat(300) + " HTTP/1.1\nHost: x\n\n");
      assertThat(client.rest()).startsWith("HTTP/1.1 414");
    }
    settle();
  }

  @AsyncTest
  void anAnnouncedBodyHasALimit() throws Exception {
    try (HttpServer server =
            start(Apps::echo, HttpServerOptions.DEFAULT.withLimits(l -> l.withBodyBytes(5)));
        RawClient client = RawClient.of(server)) {
      client.send("POST / HTTP/1.1\nHost: x\nContent-Length: 6\n\n");
      assertThat(client.rest()).startsWith("HTTP/1.1 413");
    }
    settle();
  }

  @AsyncTest
  void aBodyInChunksHasALimit() throws Exception {
    try (HttpServer server =
            start(Apps::echo, HttpServerOptions.DEFAULT.withLimits(l -> l.withBodyBytes(5)));
        RawClient client = RawClient.of(server)) {
      client.send("POST / HTTP/1.1\nHost: x\nTransfer-Encoding: chunked\n\n6\nabcdef\n");
      assertThat(client.rest()).startsWith("HTTP/1.1 413");
    }
    settle();
  }

  @AsyncTest
  void tooManyRequestsWaitOrAreRefused() throws Exception {
    HttpApplication slow =
        exchange -> {
          sleep(seconds(10));
          Apps.answer(exchange, "served");
        };
    HttpServerOptions narrow = HttpServerOptions.DEFAULT.withLimits(l -> l.withRequests(1, 1));
    try (HttpServer server = start(slow, narrow);
        RawClient first = RawClient.of(server);
        RawClient second = RawClient.of(server);
        RawClient third = RawClient.of(server)) {
      for (RawClient client : List.of(first, second, third)) {
        client.send("GET / HTTP/1.1\nHost: x\n\n");
        sleep(seconds(1));
      }
      assertThat(third.status()).isEqualTo(503);
      assertThat(first.status()).isEqualTo(200);
      assertThat(second.status()).isEqualTo(200);
      assertThat(getRunningLoop().time()).isBetween(20.0, 21.5);
    }
    settle();
  }

  // ---- patience

  @AsyncTest
  void anIdleConnectionIsClosed() throws Exception {
    try (HttpServer server = start(Apps::echo);
        RawClient client = RawClient.of(server)) {
      client.send("GET / HTTP/1.1\nHost: x\n\n");
      assertThat(client.status()).isEqualTo(200);
      assertThat(client.rest()).isEmpty();
      assertThat(getRunningLoop().time()).isBetween(75.0, 76.0);
    }
    settle();
  }

  @AsyncTest
  void aHeadThatComesTooSlowlyIsGivenUp() throws Exception {
    try (HttpServer server = start(Apps::echo);
        RawClient client = RawClient.of(server)) {
      client.send("GET / HTTP/1.1\nHo");
      assertThat(client.rest()).startsWith("HTTP/1.1 408");
      assertThat(getRunningLoop().time()).isBetween(30.0, 31.0);
    }
    settle();
  }

  @AsyncTest
  void aBodyThatComesTooSlowlyIsGivenUp() throws Exception {
    try (HttpServer server = start(Apps::echo);
        RawClient client = RawClient.of(server)) {
      client.send("POST / HTTP/1.1\nHost: x\nContent-Length: 10\n\nab");
      assertThat(client.rest()).startsWith("HTTP/1.1 408");
      assertThat(getRunningLoop().time()).isBetween(30.0, 31.0);
    }
    settle();
  }

  @AsyncTest
  void aBodyThatComesByteByByteIsGivenUp() throws Exception {
    try (HttpServer server = start(Apps::echo);
        RawClient client = RawClient.of(server)) {
      client.send("POST / HTTP/1.1\nHost: x\nContent-Length: 10\n\n");
      Task<?> dripping =
          createTask(
              () -> {
                for (int i = 0; i < 10; i++) {
                  sleep(seconds(10));
                  client.send("x");
                }
              });
      assertThat(client.rest()).startsWith("HTTP/1.1 408");
      assertThat(getRunningLoop().time()).isBetween(30.0, 31.0);
      dripping.cancel();
    }
    settle();
  }

  @AsyncTest
  void aLargeBodyMayComeSlowly() throws Exception {
    HttpApplication counting =
        exchange -> Apps.answer(exchange, Apps.body(exchange).length() + " bytes");
    try (HttpServer server = start(counting);
        RawClient client = RawClient.of(server)) {
      client.send("POST / HTTP/1.1\nHost: x\nContent-Length: 50000\n\n");
      for (int i = 0; i < 10; i++) {
        sleep(seconds(20));
        client.send("x".repeat(5_000));
      }
      assertThat(client.response()).endsWith("50000 bytes");
    }
    settle();
  }

  @AsyncTest
  void anAnswerThatHasBegunIsNotFollowedByAnother() throws Exception {
    try (HttpServer server = start(exchange -> Apps.answer(exchange, "no need to read"));
        RawClient client = RawClient.of(server)) {
      client.send("POST / HTTP/1.1\nHost: x\nContent-Length: 10\n\nab");
      assertThat(client.rest()).startsWith("HTTP/1.1 200").endsWith("no need to read");
      assertThat(getRunningLoop().time()).isBetween(30.0, 31.0);
    }
    settle();
  }

  @AsyncTest
  void anApplicationMayTakeItsTime() throws Exception {
    HttpApplication slow =
        exchange -> {
          sleep(Duration.ofHours(1));
          Apps.answer(exchange, "at last");
        };
    try (HttpServer server = start(slow);
        RawClient client = RawClient.of(server)) {
      client.send("GET / HTTP/1.1\nHost: x\n\n");
      assertThat(client.response()).endsWith("at last");
    }
    settle();
  }

  // ---- the end

  @AsyncTest
  void stoppingClosesIdleConnectionsAtOnceAndLetsRequestsEnd() throws Exception {
    HttpApplication slow =
        exchange -> {
          sleep(seconds(5));
          Apps.answer(exchange, "served");
        };
    HttpServer server = start(slow);
    try (RawClient idle = RawClient.of(server);
        RawClient busy = RawClient.of(server)) {
      busy.send("GET / HTTP/1.1\nHost: x\n\n");
      settle();
      Task<?> stopping = createTask(() -> server.stop(seconds(60)));
      assertThat(idle.rest()).isEmpty();
      assertThat(getRunningLoop().time()).isLessThan(2);
      assertThat(busy.rest()).contains("Connection: close").endsWith("served");
      stopping.await();
      assertThat(getRunningLoop().time()).isBetween(5.0, 6.0);
    }
    settle();
  }

  @AsyncTest
  void stoppingCutsOffWhatTakesTooLong() throws Exception {
    List<String> events = new ArrayList<>();
    HttpApplication endless =
        new HttpApplication() {
          @Override
          public void serve(Exchange exchange) {
            try {
              sleep(Duration.ofDays(1));
            } catch (CancelledError cancelled) {
              events.add("cancelled");
              throw cancelled;
            }
          }

          @Override
          public void shutDown() {
            events.add("shut down");
          }
        };
    HttpServer server = start(endless);
    try (RawClient client = RawClient.of(server)) {
      client.send("GET / HTTP/1.1\nHost: x\n\n");
      settle();
      server.stop(seconds(10));
      assertThat(getRunningLoop().time()).isBetween(11.0, 12.0);
      assertThat(events).containsExactly("cancelled", "shut down");
      client.abort();
    }
    settle();
  }

  /** An application that suspends in every way, and a moment to be cut off for each of them. */
  @AsyncTest
  void stoppingAtWhateverMomentLeavesNothing() throws Exception {
    int[] running = new int[1];
    HttpApplication busy =
        exchange -> {
          running[0]++;
          try {
            String body = Apps.body(exchange);
            sleep(seconds(0.002));
            exchange.respond(new ResponseHead(200, Headers.NONE), Body.UNKNOWN_LENGTH);
            for (int i = 0; i < 3; i++) {
              exchange.write(body, UTF_8);
              sleep(seconds(0.001));
            }
          } finally {
            running[0]--;
          }
        };
    for (int moment = 0; moment < 40; moment++) {
      HttpServer server = start(busy);
      RawClient client = RawClient.of(server);
      Task<?> asking =
          createTask(
              () -> {
                client.send("POST / HTTP/1.1\nHost: x\nTransfer-Encoding: chunked\n\n3\nabc\n");
                sleep(seconds(0.005));
                client.send("2\nde\n0\n\nGET / HTTP/1.1\nHost: x\n\n");
              });
      sleep(seconds(0.0005 * moment));
      server.stop(Duration.ofMillis(1));
      assertThat(running[0]).isZero();
      assertThat(server.connections()).isZero();
      asking.cancel();
      Throwable ending = catchThrowable(asking::await);
      assertThat(
              ending == null || ending instanceof CancelledError || ending instanceof IOException)
          .as(String.valueOf(ending))
          .isTrue();
      client.abort();
    }
    settle();
  }

  @AsyncTest
  void servingForEverEndsWithItsTask() throws Exception {
    HttpServer server = start(Apps::echo);
    Task<?> serving = createTask(server::serveForever);
    settle();
    serving.cancel();
    assertThatThrownBy(serving::await).isInstanceOf(CancelledError.class);
    assertThat(server.addresses()).isEmpty();
  }

  @AsyncTest
  void whoeverServesOrClosesWaitsForTheEndOfAStopByAnotherTask() throws Exception {
    HttpApplication slow =
        exchange -> {
          sleep(seconds(5));
          Apps.answer(exchange, "served");
        };
    HttpServer server = start(slow);
    Task<?> main =
        createTask(
            () -> {
              try (server) {
                server.serveForever();
              }
              assertThat(getRunningLoop().time()).isBetween(5.0, 6.0);
            });
    try (RawClient busy = RawClient.of(server)) {
      busy.send("GET / HTTP/1.1\nHost: x\n\n");
      settle();
      Task<?> stopping = createTask(() -> server.stop(seconds(60)));
      sleep(seconds(1));
      server.close();
      assertThat(getRunningLoop().time()).isBetween(5.0, 6.0);
      main.await();
      stopping.await();
      assertThat(busy.rest()).endsWith("served");
    }
    settle();
  }

  // ---- the application's life

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
      assertThatThrownBy(() -> start(application)).isInstanceOf(java.net.BindException.class);
    }
    assertThat(events).containsExactly("up", "down");
  }
}
