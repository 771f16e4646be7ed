package asyncio.http.server;

import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.http.gateway.HttpApplication;
import asyncio.testing.AsyncTest;
import asyncio.testing.network.SimulatedNetwork;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Requests that are not as they should be, among them the published forms of smuggling: each is
 * refused with a status that says so, the connection ends, and the server still serves.
 */
class MalformedRequestsTest {

  private static final Pattern ESCAPE = Pattern.compile("\\\\(r|n|t|u[0-9a-f]{4})");

  record Case(String expected, String name, String request) {

    static Case parse(String line) {
      String[] parts = line.split(" \\| ", 3);
      return new Case(parts[0], parts[1], unescape(parts[2]));
    }

    private static String unescape(String text) {
      String many =
          IntStream.range(0, 2_000)
              .mapToObj(i -> "A" + i + ": b\r\n")
              .collect(Collectors.joining());
      return ESCAPE
          .matcher(text)
          .replaceAll(
              match ->
                  switch (match.group(1)) {
                    case "r" -> "\r";
                    case "n" -> "\n";
                    case "t" -> "\t";
                    default ->
                        String.valueOf((char) Integer.parseInt(match.group(1).substring(1), 16));
                  })
          .replace("@x20000@", "x".repeat(20_000))
          .replace("@many@", many);
    }

    /** Not as it should be, but nobody can read it in another way. */
    boolean isHarmless() {
      return expected.equals("harmless");
    }

    Pattern status() {
      return Pattern.compile(
          switch (expected) {
            case "4xx" -> "HTTP/1.1 (4..|505) .*";
            case "harmless" -> "HTTP/1.1 200 .*";
            case "4xx5xx" -> "HTTP/1.1 (4..|501) .*";
            default -> "HTTP/1.1 " + expected + " .*";
          },
          Pattern.DOTALL);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() throws IOException {
    try (InputStream corpus =
        Objects.requireNonNull(
            MalformedRequestsTest.class.getResourceAsStream("malformed-requests.txt"))) {
      return new String(corpus.readAllBytes(), UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(Case::parse);
    }
  }

  @AsyncTest
  @ParameterizedTest
  @MethodSource("cases")
  void isRefused(Case malformed) throws Exception {
    SimulatedNetwork.install();
    HttpApplication reading =
        exchange -> {
          Apps.body(exchange);
          Apps.answer(exchange, "APPLICATION");
        };
    try (HttpServer server = HttpServer.start(reading, "localhost", 80)) {
      try (RawClient client = RawClient.of(server)) {
        client.sendRaw(malformed.request());
        client.end();
        String answer = client.rest();
        assertThat(answer).matches(malformed.status());
        if (!malformed.isHarmless()) {
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
