package asyncio.http.server;

import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.http.gateway.HttpApplication;
import asyncio.http.support.Corpus;
import asyncio.testing.AsyncTest;
import asyncio.testing.network.SimulatedNetwork;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Requests that are not as they should be, among them the published forms of smuggling: each is
 * refused with a status that says so, the connection ends, and the server still serves.
 */
class MalformedRequestsTest {

  static List<Corpus.Entry> requests() throws IOException {
    return Corpus.entries(MalformedRequestsTest.class, "malformed-requests.txt");
  }

  private static Pattern status(String expected) {
    return Pattern.compile(
        switch (expected) {
          case "4xx" -> "HTTP/1.1 (4..|505) .*";
          case "harmless" -> "HTTP/1.1 200 .*";
          case "4xx5xx" -> "HTTP/1.1 (4..|501) .*";
          default -> "HTTP/1.1 " + expected + " .*";
        },
        Pattern.DOTALL);
  }

  @AsyncTest
  @ParameterizedTest
  @MethodSource("requests")
  void isRefused(Corpus.Entry malformed) throws Exception {
    SimulatedNetwork.install();
    HttpApplication reading =
        exchange -> {
          Apps.body(exchange);
          Apps.answer(exchange, "APPLICATION");
        };
    try (HttpServer server = HttpServer.start(reading, "localhost", 80)) {
      try (RawClient client = RawClient.of(server)) {
        client.sendRaw(malformed.bytes());
        client.end();
        String answer = client.rest();
        assertThat(answer).matches(status(malformed.expected()));
        if (!malformed.expected().equals("harmless")) {
          assertThat(answer).doesNotContain("APPLICATION");
        }
      }
      try (RawClient client = RawClient.of(server)) {
        client.send("GET / HTTP/1.1\nHost: x\n\n");
        assertThat(client.response()).endsWith("APPLICATION");
      }
    }
    sleep(seconds(1)); // what is on its way arrives
  }
}
