package asyncio.http.server;

import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.http.Body;
import asyncio.http.Headers;
import asyncio.http.ResponseHead;
import asyncio.http.gateway.Exchange;
import asyncio.http.gateway.HttpApplication;
import asyncio.sync.Event;
import asyncio.testing.AsyncTest;
import asyncio.testing.TimeMode;
import asyncio.testing.network.SimulatedNetwork;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Clients that leave before they are answered, and those that only seem to. */
class ClientWatchTest {

  private static final String GET = "GET / HTTP/1.1\nHost: x\n\n";
  private static final String POST = "POST / HTTP/1.1\nHost: x\nContent-Length: 2\n\nhi";

  private final List<String> seen = new ArrayList<>();
  private final Event over = new Event();

  private static HttpServer start(HttpApplication application) throws Exception {
    return HttpServer.start(application, "localhost", 80);
  }

  /** Answers after ten seconds, and notes how it ended. */
  private void slow(Exchange exchange) throws Exception {
    String end = "cancelled";
    try {
      Apps.body(exchange);
      sleep(seconds(10));
      end = "answered";
      Apps.answer(exchange, "at last");
    } finally {
      note(end);
    }
  }

  private void note(String what) {
    seen.add(what + " after " + Math.round(getRunningLoop().time()) + " s");
    over.set();
  }

  private void assertEnd(String expected) {
    over.await();
    assertThat(seen).containsExactly(expected);
  }

  // ---- who has left

  @AsyncTest
  void whoeverLeavesIsNotWorkedFor() throws Exception {
    SimulatedNetwork.install();
    try (HttpServer server = start(this::slow)) {
      RawClient client = RawClient.of(server);
      client.send(GET);
      sleep(seconds(3));
      client.close();
      assertEnd("cancelled after 3 s");
      sleep(seconds(1));
      assertThat(server.connections()).isZero();
    }
  }

  @AsyncTest
  void aRequestThatMayChangeSomethingIsFinished() throws Exception {
    SimulatedNetwork.install();
    try (HttpServer server = start(this::slow)) {
      RawClient client = RawClient.of(server);
      client.send(POST);
      sleep(seconds(3));
      client.close();
      assertEnd("answered after 10 s");
    }
    sleep(seconds(1));
  }

  @AsyncTest
  void anAnswerThatIsOnItsWayEndsWhateverItAnswers() throws Exception {
    SimulatedNetwork.install();
    HttpApplication silentStream =
        exchange -> {
          Apps.body(exchange);
          exchange.respond(new ResponseHead(200, Headers.NONE), Body.UNKNOWN_LENGTH);
          exchange.write("first", UTF_8);
          try {
            sleep(Duration.ofDays(1));
          } finally {
            note("cleaned up");
          }
        };
    try (HttpServer server = start(silentStream)) {
      RawClient client = RawClient.of(server);
      client.send(POST);
      sleep(seconds(3));
      client.abort();
      assertEnd("cleaned up after 3 s");
    }
    sleep(seconds(1));
  }

  @AsyncTest
  void whoeverLeavesWhileHeWaitsForAPlaceIsNotServed() throws Exception {
    SimulatedNetwork.install();
    HttpServerOptions narrow = HttpServerOptions.DEFAULT.withLimits(l -> l.withRequests(1, 1));
    try (HttpServer server = HttpServer.start(this::slow, "localhost", 80, narrow);
        RawClient first = RawClient.of(server)) {
      first.send(GET);
      sleep(seconds(1));
      RawClient second = RawClient.of(server);
      second.send("POST / HTTP/1.1\nHost: x\nContent-Length: 0\n\n");
      sleep(seconds(1));
      second.close();
      assertThat(first.response()).endsWith("at last");
      sleep(seconds(20));
      assertThat(seen).containsExactly("answered after 10 s");
    }
    sleep(seconds(1));
  }

  // ---- who has not

  @AsyncTest
  void whoeverEndsHisSideWithHisRequestIsAnswered() throws Exception {
    SimulatedNetwork.install();
    try (HttpServer server = start(this::slow);
        RawClient client = RawClient.of(server)) {
      client.send(GET);
      client.end();
      assertThat(client.rest()).endsWith("at last");
      assertEnd("answered after 10 s");
    }
    sleep(seconds(1));
  }

  @AsyncTest
  void requestsThatComeEarlyAreKept() throws Exception {
    SimulatedNetwork.install();
    String large = "x".repeat(100_000);
    try (HttpServer server = start(this::slow);
        RawClient client = RawClient.of(server)) {
      client.send(GET);
      sleep(seconds(3));
      client.send(GET);
      client.send("POST / HTTP/1.1\nHost: x\nContent-Length: 100000\n\n" + large);
      for (int i = 0; i < 3; i++) {
        assertThat(client.response()).endsWith("at last");
      }
      assertThat(seen)
          .containsExactly("answered after 10 s", "answered after 20 s", "answered after 30 s");
    }
    sleep(seconds(1));
  }

  @AsyncTest
  void aBodyThatComesSlowlyIsReadByTheApplicationAlone() throws Exception {
    SimulatedNetwork.install();
    try (HttpServer server = start(this::slow);
        RawClient client = RawClient.of(server)) {
      client.send("POST / HTTP/1.1\nHost: x\nContent-Length: 3\n\n");
      for (int i = 0; i < 3; i++) {
        sleep(seconds(5));
        client.send("x");
      }
      assertThat(client.response()).endsWith("at last");
      assertThat(seen).containsExactly("answered after 25 s");
    }
    sleep(seconds(1));
  }

  // ---- real sockets

  @AsyncTest(time = TimeMode.REAL)
  void aResetOfARealSocketIsSeen() throws Exception {
    Event begun = new Event();
    HttpApplication endless =
        _ -> {
          begun.set();
          try {
            sleep(Duration.ofDays(1));
          } finally {
            over.set();
          }
        };
    try (HttpServer server = HttpServer.start(endless, "localhost", 0)) {
      SocketChannel client =
          SocketChannel.open(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
      client.write(ByteBuffer.wrap(GET.replace("\n", "\r\n").getBytes(UTF_8)));
      begun.await();
      client.setOption(StandardSocketOptions.SO_LINGER, 0);
      client.close();
      over.await();
    }
  }

  @AsyncTest(time = TimeMode.REAL)
  void aRealSocketMayBeHalfClosed() throws Exception {
    HttpApplication slow =
        exchange -> {
          sleep(seconds(0.5)); // longer than the server waits before it looks for its client
          Apps.answer(exchange, "at last");
        };
    try (HttpServer server = HttpServer.start(slow, "localhost", 0);
        RawClient client = RawClient.of(server)) {
      client.send(GET);
      client.end();
      assertThat(client.rest()).endsWith("at last");
    }
  }
}
