package asyncio.http.server;

import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.http.server.SimulatedServer.answer;
import static asyncio.http.server.SimulatedServer.settle;
import static asyncio.http.server.SimulatedServer.start;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import asyncio.http.Body;
import asyncio.http.Headers;
import asyncio.http.ResponseHead;
import asyncio.http.gateway.HttpApplication;
import asyncio.testing.AsyncTest;
import asyncio.testing.network.SimulatedNetwork;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Requests and responses of one connection. */
class MessagesTest {

  @BeforeEach
  void network() {
    SimulatedNetwork.install();
  }

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
    String request =
        "POST / HTTP/1.1\nHost: x\nTransfer-Encoding: chunked\nConnection: close\n\n"
            + "3\nabc\n5;x=y\ndefgh\n0\n\n";
    assertThat(answer(echoInChunks, request))
        .contains("Transfer-Encoding: chunked", "Connection: close")
        .endsWith("\n\n8\nabcdefgh\n1\n!\n0\n\n");
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
    assertThat(
            answer(
                exchange -> Apps.answer(exchange, "twelve bytes"),
                "HEAD / HTTP/1.1\nHost: x\nConnection: close\n\n"))
        .contains("Content-Length: 12")
        .endsWith("\n\n");
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
  void everyAnswerSaysWhenItWasMade() throws Exception {
    HttpApplication historian =
        exchange ->
            exchange.respond(
                new ResponseHead(200, Headers.of("Date", "Thu, 01 Jan 1970 00:00:00 GMT")), 0);
    assertThat(answer(Apps::echo, "GET / HTTP/1.0\n\n")).containsOnlyOnce("Date: ");
    assertThat(answer(Apps::echo, "GET / HTTP/1.1\n\n"))
        .startsWith("HTTP/1.1 400")
        .containsOnlyOnce("Date: ");
    assertThat(answer(historian, "GET / HTTP/1.0\n\n"))
        .containsOnlyOnce("Date: ")
        .contains("Date: Thu, 01 Jan 1970 00:00:00 GMT");
  }

  @AsyncTest
  void oldClientsAreServed() throws Exception {
    HttpApplication stream =
        exchange -> {
          exchange.respond(new ResponseHead(200, Headers.NONE), Body.UNKNOWN_LENGTH);
          exchange.write("without chunks", UTF_8);
        };
    assertThat(answer(stream, "GET / HTTP/1.0\n\n"))
        .doesNotContainIgnoringCase("chunked")
        .endsWith("\n\nwithout chunks");
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
}
