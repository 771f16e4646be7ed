package asyncio.http.client;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.millis;
import static asyncio.Asyncio.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.http.BrokenMessageException;
import asyncio.http.TooLargeException;
import asyncio.http.testing.FakeServer;
import asyncio.task.Task;
import asyncio.testing.AsyncTest;
import asyncio.testing.network.SimulatedNetwork;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compressed bodies. */
class DecodingTest {

  private static final String URL = "http://localhost/";
  private static final int BOMB_MEBIBYTES = 8;
  private static final byte[] TEXT = "green tea, black tea, white tea. ".repeat(10_000).getBytes();

  @BeforeEach
  void network() {
    SimulatedNetwork.install();
  }

  private interface Packing {
    OutputStream around(OutputStream out) throws IOException;
  }

  private static byte[] packed(byte[] data, Packing packing) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = packing.around(bytes)) {
      out.write(data);
    }
    return bytes.toByteArray();
  }

  private static byte[] gzip(byte[] data) throws IOException {
    return packed(data, GZIPOutputStream::new);
  }

  private static byte[] zlib(byte[] data) throws IOException {
    return packed(data, DeflaterOutputStream::new);
  }

  private static FakeServer serving(String coding, byte[] body) throws Exception {
    return FakeServer.start("localhost", 80)
        .otherwise(
            peer -> {
              peer.send(
                  "HTTP/1.1 200 OK\nContent-Encoding: "
                      + coding
                      + "\nContent-Length: "
                      + body.length
                      + "\n\n");
              peer.send(body);
            });
  }

  private static void assertUnpacked(String coding, byte[] body) throws Exception {
    try (FakeServer server = serving(coding, body);
        ClientSession session = new ClientSession();
        ClientResponse response = session.get(URL)) {
      assertThat(response.bytes()).isEqualTo(TEXT);
      assertThat(session.idleConnections()).isEqualTo(1);
      assertThat(server.requests().getFirst().header("accept-encoding")).isEqualTo("gzip, deflate");
    }
  }

  @AsyncTest
  void gzipIsUnpacked() throws Exception {
    assertUnpacked("gzip", gzip(TEXT));
  }

  @AsyncTest
  void severalMembersOfGzipAreOneBody() throws Exception {
    byte[] first = gzip(Arrays.copyOf(TEXT, 1000));
    byte[] second = gzip(Arrays.copyOfRange(TEXT, 1000, TEXT.length));
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    assertUnpacked("gzip", both);
  }

  @AsyncTest
  void deflateIsUnpackedWithItsHeader() throws Exception {
    assertUnpacked("deflate", zlib(TEXT));
  }

  @AsyncTest
  void deflateIsUnpackedWithoutItsHeader() throws Exception {
    Deflater raw = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    assertUnpacked("deflate", packed(TEXT, out -> new DeflaterOutputStream(out, raw)));
    raw.end();
  }

  @AsyncTest
  void anUnknownCodingIsLeftAlone() throws Exception {
    assertUnpacked("tea", TEXT);
  }

  @AsyncTest
  void whatWasPackedLastIsUnpackedFirst() throws Exception {
    assertUnpacked("deflate, gzip", gzip(zlib(TEXT)));
  }

  @AsyncTest
  void codingsMayComeInSeveralLinesAndDoNothing() throws Exception {
    assertUnpacked("Deflate ,, identity\nContent-Encoding: X-Gzip", gzip(zlib(TEXT)));
  }

  @AsyncTest
  void whatIsPackedTwiceIsReadToItsEnd() throws Exception {
    byte[] inner = gzip(TEXT);
    byte[] withRest = Arrays.copyOf(inner, inner.length + 100_000);
    assertUnpacked("gzip, deflate", zlib(withRest));
  }

  @AsyncTest
  @ParameterizedTest
  @ValueSource(strings = {"gzip, tea", "tea, gzip", "gzip, gzip, gzip"})
  void whatCannotBeUnpackedWhollyIsRefused(String coding) throws Exception {
    try (FakeServer server = serving(coding, gzip(TEXT));
        ClientSession session = new ClientSession()) {
      try (ClientResponse response = session.get(URL)) {
        assertThatThrownBy(response::bytes)
            .isInstanceOf(BrokenMessageException.class)
            .hasMessageStartingWith("the body is packed as " + coding);
      }
      assertThat(session.connectionsInUse()).isZero();
      try (ClientResponse response = session.head(URL)) {
        assertThat(response.bytes()).isEmpty();
      }
      assertThat(server.requests()).hasSize(2);
    }
  }

  @AsyncTest
  void aBrokenCodingInsideOfAnotherIsTold() throws Exception {
    try (FakeServer server = serving("deflate, gzip", gzip(TEXT));
        ClientSession session = new ClientSession()) {
      try (ClientResponse response = session.get(URL)) {
        assertThatThrownBy(response::bytes)
            .isInstanceOf(BrokenMessageException.class)
            .hasMessageStartingWith("the body is not compressed as it should be");
      }
      assertThat(session.connectionsInUse()).isZero();
      assertThat(server.requests()).hasSize(1);
    }
  }

  @AsyncTest
  void anEmptyBodyIsEmpty() throws Exception {
    try (FakeServer server = serving("gzip", new byte[0]);
        ClientSession session = new ClientSession();
        ClientResponse response = session.get(URL)) {
      assertThat(response.bytes()).isEmpty();
      assertThat(server.requests()).hasSize(1);
    }
  }

  @AsyncTest
  void aPackedStreamIsUnpackedWhileItComes() throws Exception {
    byte[] body = gzip(TEXT);
    try (FakeServer server =
            FakeServer.start("localhost", 80)
                .answer(
                    peer -> {
                      peer.send("HTTP/1.1 200 OK\nContent-Encoding: gzip\n\n");
                      for (byte one : body) {
                        peer.send(new byte[] {one});
                      }
                      peer.close();
                    });
        ClientSession session = new ClientSession();
        ClientResponse response = session.get(URL)) {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      response.body().chunks().forEach(all::writeBytes);
      assertThat(all.toByteArray()).isEqualTo(TEXT);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @AsyncTest
  void aBombDoesNotGoOffWhenItIsReadAsAWhole() throws Exception {
    try (FakeServer server = serving("gzip", gzip(new byte[20_000_000]));
        ClientSession session = ClientSession.builder().maxBodyBytes(1_000_000).build();
        ClientResponse response = session.get(URL)) {
      assertThatThrownBy(response::bytes).isInstanceOf(TooLargeException.class);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @AsyncTest
  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate, gzip"})
  void othersHaveTheirTurnsWhileABombIsUnpacked(String coding) throws Exception {
    try (FakeServer _ = serving(coding, bomb(coding));
        ClientSession session = new ClientSession();
        ClientResponse response = session.get(URL)) {
      int[] turns = new int[1];
      Task<?> other =
          createTask(
              () -> {
                while (true) {
                  sleep(Duration.ZERO);
                  turns[0]++;
                }
              });
      response.body().chunks().forEach(_ -> {});
      assertThat(turns[0]).isGreaterThanOrEqualTo(BOMB_MEBIBYTES - 1);
      other.cancel();
    }
  }

  /** All of it has come at once, so nothing is waited for in which the time could run out. */
  @AsyncTest
  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate, gzip"})
  void theTimeOfABombRunsOut(String coding) throws Exception {
    try (FakeServer _ = serving(coding, bomb(coding));
        ClientSession session = new ClientSession();
        ClientResponse response = session.request("GET", URL).timeout(millis(100)).send()) {
      assertThatThrownBy(() -> response.body().chunks().forEach(_ -> sleep(millis(1))))
          .isInstanceOfSatisfying(
              ClientTimeoutException.class,
              late -> assertThat(late.budget()).isEqualTo(Budget.TOTAL));
      assertThat(session.connectionsInUse()).isZero();
    }
  }

  private static byte[] bomb(String coding) throws IOException {
    byte[] zeroes = new byte[BOMB_MEBIBYTES << 20];
    return coding.equals("gzip") ? gzip(zeroes) : gzip(zlib(zeroes));
  }

  @AsyncTest
  void manyEmptyPartsAreNoBody() throws Exception {
    byte[] empty = gzip(new byte[0]);
    byte[] many = new byte[100_000 * empty.length];
    for (int i = 0; i < many.length; i++) {
      many[i] = empty[i % empty.length];
    }
    try (FakeServer _ = serving("gzip", many);
        ClientSession session = new ClientSession();
        ClientResponse response = session.get(URL)) {
      assertThatThrownBy(response::bytes)
          .isInstanceOf(BrokenMessageException.class)
          .hasMessageContaining("empty parts");
      assertThat(session.connectionsInUse()).isZero();
    }
  }

  @AsyncTest
  void whatIsNotPackedAsItShouldBeIsBroken() throws Exception {
    byte[] cut = Arrays.copyOf(gzip(TEXT), 200);
    try (FakeServer server = serving("gzip", cut);
        ClientSession session = new ClientSession()) {
      try (ClientResponse response = session.get(URL)) {
        assertThatThrownBy(response::bytes)
            .isInstanceOf(BrokenMessageException.class)
            .hasMessageStartingWith("the body is not compressed as it should be");
      }
      assertThat(session.connectionsInUse()).isZero();
      assertThat(server.requests()).hasSize(1);
    }
  }
}
