package asyncio.http.client;

import static asyncio.Asyncio.seconds;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.http.support.Corpus;
import asyncio.http.testing.FakePeer;
import asyncio.http.testing.FakeServer;
import asyncio.testing.AsyncTest;
import asyncio.testing.network.SimulatedNetwork;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;

/**
 * Responses that are not as they should be: each is a clear failure, or is served where nobody can
 * read it in another way; and the session goes on.
 */
class MalformedResponsesTest {

  private static final String FINE = "HTTP/1.1 200 OK\nContent-Length: 4\n\nfine";
  private static final int BOMB_BYTES = 4 << 20;

  @BeforeEach
  void network() {
    SimulatedNetwork.install();
  }

  @AsyncTest
  void eachOfTheCorpusDoesWhatIsWrittenThere() throws Exception {
    List<String> expected = new ArrayList<>();
    List<String> actual = new ArrayList<>();
    for (Corpus.Entry malformed :
        Corpus.entries(MalformedResponsesTest.class, "malformed-responses.txt")) {
      expected.add(malformed.name() + ": " + malformed.expected());
      actual.add(malformed.name() + ": " + outcome(malformed.bytes()));
    }
    assertThat(actual).isEqualTo(expected);
  }

  @AsyncTest
  void aResponseThatIsCutOffAnywhereIsAFailure() throws Exception {
    String early = "HTTP/1.1 100 Continue\r\n\r\n";
    String whole =
        early
            + "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nA: b\r\n\r\n"
            + "5;a=b\r\nhello\r\n6\r\n world\r\n0\r\n";
    for (int length = 0; length < whole.length(); length++) {
      boolean begun = length > 0 && length != early.length();
      assertThat(outcome(whole.substring(0, length) + "@end@"))
          .as("cut off after %s bytes", length)
          .isEqualTo(begun ? "BrokenMessageException" : "ServerDisconnectedException");
    }
  }

  @AsyncTest
  void onlyTrailersMayBeMissing() throws Exception {
    String whole = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n";
    assertThat(outcome(whole + "\r\n")).isEqualTo("served ok");
    assertThat(outcome(whole + "A: b\r\n\r\n")).isEqualTo("served ok");
    assertThat(outcome(whole + "@end@")).isEqualTo("served ok and closed");
  }

  private static String outcome(String bytes) throws Exception {
    try (FakeServer server = FakeServer.start("localhost", 80).otherwise(saying(bytes));
        ClientSession session =
            ClientSession.builder()
                .maxBodyBytes(BOMB_BYTES / 4)
                .maxRedirects(3)
                .timeouts(times -> times.withTotal(seconds(10)))
                .build()) {
      String outcome = get(session, "/");
      assertThat(session.connectionsInUse()).isZero();
      assertThat(get(session, "/fine")).as("after " + outcome).isEqualTo("served fine");
      boolean closed = outcome.startsWith("served") && server.connections() > 1;
      return closed ? outcome + " and closed" : outcome;
    }
  }

  private static String get(ClientSession session, String path) {
    try (ClientResponse response = session.get("http://localhost" + path)) {
      return "served " + response.text();
    } catch (Exception failure) {
      return failure.getClass().getSimpleName();
    }
  }

  private static FakeServer.Script saying(String bytes) throws IOException {
    boolean ends = bytes.endsWith("@end@");
    byte[] wire =
        bytes
            .replace("@end@", "")
            .replace("@bomb@", bytes.contains("@bomb@") ? bomb() : "")
            .getBytes(ISO_8859_1);
    return peer -> answer(peer, wire, ends);
  }

  private static void answer(FakePeer peer, byte[] wire, boolean ends) throws IOException {
    peer.readBody();
    if (peer.request().target().equals("/fine")) {
      peer.send(FINE);
      return;
    }
    peer.send(wire);
    if (ends) {
      peer.close();
    }
  }

  private static String bomb() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(new byte[BOMB_BYTES]);
    }
    return packed.toString(ISO_8859_1);
  }
}
