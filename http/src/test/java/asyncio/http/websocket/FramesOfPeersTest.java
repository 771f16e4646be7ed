package asyncio.http.websocket;

import static asyncio.Asyncio.createTask;
import static asyncio.testing.TestKit.waitUntilIdle;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.testing.AsyncTest;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a peer may send, frame by frame, and what it must not: RFC 6455, sections 5 to 8. */
class FramesOfPeersTest {

  private static final int TEXT = 0x81;
  private static final int FIRST_OF_TEXT = 0x01;
  private static final int MORE = 0x00;
  private static final int LAST = 0x80;
  private static final int PING = 0x89;
  private static final int PONG = 0x8a;

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  @AsyncTest
  void aMessageMayComeInPiecesWithPingsBetweenThem() throws Exception {
    try (RawPeer peer = new RawPeer()) {
      byte[] text = bytes("aü🙂");
      peer.sendFrame(FIRST_OF_TEXT, Arrays.copyOfRange(text, 0, 2));
      peer.sendFrame(PING, bytes("!"));
      peer.sendFrame(MORE, Arrays.copyOfRange(text, 2, 4));
      peer.sendFrame(MORE, new byte[0]);
      peer.sendFrame(LAST, Arrays.copyOfRange(text, 4, text.length));
      assertThat(peer.server().receiveText()).isEqualTo("aü🙂");
      assertThat(peer.readFrame()).isEqualTo("8a0121");
    }
  }

  @AsyncTest
  void bytesMayComeOneByOne() throws Exception {
    try (RawPeer peer = new RawPeer()) {
      for (String octet : "81 83 01 02 03 04 60 60 60".split(" ")) {
        peer.sendRaw(octet);
        waitUntilIdle();
      }
      assertThat(peer.server().receiveText()).as("unmasked").isEqualTo("abc");
    }
  }

  @AsyncTest
  @ParameterizedTest
  @ValueSource(ints = {0, 125, 126, 127, 65_535, 65_536, 200_000})
  void everyLengthIsUnderstood(int length) throws Exception {
    try (RawPeer peer = new RawPeer()) {
      byte[] payload = new byte[length];
      Arrays.fill(payload, (byte) 7);
      createTask(() -> peer.sendFrame(0x82, payload));
      assertThat(peer.server().receiveBytes()).isEqualTo(payload);
    }
  }

  @AsyncTest
  void aPongThatNobodyAskedForIsIgnored() throws Exception {
    try (RawPeer peer = new RawPeer()) {
      peer.sendFrame(PONG, bytes("unasked"));
      peer.sendFrame(TEXT, bytes("x"));
      assertThat(peer.server().receiveText()).isEqualTo("x");
    }
  }

  @AsyncTest
  @ParameterizedTest
  @CsvSource({"'', 1005", "03e8, 1000", "03e9, 1001", "0fa0, 4000", "03e8627965c3bc, 1000"})
  void aCloseIsAnswered(String payload, int code) throws Exception {
    try (RawPeer peer = new RawPeer()) {
      peer.sendFrame(0x88, HexFormat.of().parseHex(payload));
      assertThat(peer.readFrame()).startsWith("88").endsWith(payload);
      assertThat(peer.isAtEnd()).isTrue();
      assertThat(peer.server().closeCode()).hasValue(code);
    }
  }

  @AsyncTest
  @ParameterizedTest
  @CsvSource({
    "'8101 61', 1002, a client that does not mask",
    "'c180 00000000', 1002, a bit that no extension uses",
    "'a180 00000000', 1002, a bit that no extension uses",
    "'9180 00000000', 1002, a bit that no extension uses",
    "'8380 00000000', 1002, an unknown kind of data",
    "'8b80 00000000', 1002, an unknown kind of control",
    "'8080 00000000', 1002, more of a message that was not begun",
    "'0180 00000000 8180 00000000', 1002, another message inside of one",
    "'0980 00000000', 1002, a ping in pieces",
    "'89fe 007e 00000000 126 bytes', 1002, a ping of 126 bytes",
    "'8881 00000000 00', 1002, half a close code",
    "'8882 00000000 03ed', 1002, a close code that is never sent",
    "'8882 00000000 0bb7', 1002, a close code of nobody",
    "'8885 00000000 03e8 fffefd', 1007, a reason that is not UTF-8",
    "'8182 00000000 c328', 1007, a text that is not UTF-8",
    "'8183 00000000 eda080', 1007, half a surrogate",
    "'0181 00000000 c3 8081 00000000 28', 1007, pieces of a text that is not UTF-8",
    "'82ff 0000000000400001 00000000', 1009, a message of more than 4 MiB"
  })
  void whatBreaksTheRulesEndsTheWebsocket(String hex, int code, String what) throws Exception {
    try (RawPeer peer = new RawPeer()) {
      peer.sendRaw(hex.replace("126 bytes", "00".repeat(126)).replace(" ", ""));
      if (code == CloseCode.MESSAGE_TOO_LARGE) {
        createTask(() -> peer.sendRaw("00".repeat((4 << 20) + 1)));
      }
      assertThatThrownBy(() -> peer.server().receive())
          .as(what)
          .isInstanceOfSatisfying(
              WebSocketException.class,
              violation -> assertThat(violation.closeCode()).isEqualTo(code));
      assertThat(peer.readCloseCode()).as(what).isEqualTo(code);
      assertThat(peer.isAtEnd()).isTrue();
    }
  }

  @AsyncTest
  void aBombIsNotInflated() throws Exception {
    WebSocketOptions small = WebSocketOptions.DEFAULT.withMaxMessageBytes(1 << 20);
    try (RawPeer peer = new RawPeer(small, Ends.COMPRESSED)) {
      byte[] bomb = deflated(100 << 20);
      assertThat(bomb).hasSizeLessThan(200_000);
      createTask(() -> peer.sendFrame(0xc2, bomb));
      assertThatThrownBy(() -> peer.server().receive())
          .isInstanceOf(WebSocketException.class)
          .hasMessageContaining("more than 1048576 bytes");
      assertThat(peer.readCloseCode()).isEqualTo(CloseCode.MESSAGE_TOO_LARGE);
    }
  }

  private static byte[] deflated(int zeros) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] piece = new byte[1 << 20];
    try (DeflaterOutputStream out =
        new DeflaterOutputStream(bytes, new Deflater(Deflater.BEST_COMPRESSION, true))) {
      for (int i = 0; i < zeros / piece.length; i++) {
        out.write(piece);
      }
    }
    return bytes.toByteArray();
  }

  @AsyncTest
  void whatIsNoCompressedMessageEndsTheWebsocket() throws Exception {
    try (RawPeer peer = new RawPeer(WebSocketOptions.DEFAULT, Ends.COMPRESSED)) {
      peer.sendFrame(0xc1, new byte[] {-1, -1, -1, -1});
      assertThatThrownBy(() -> peer.server().receive()).isInstanceOf(WebSocketException.class);
      assertThat(peer.readCloseCode()).isEqualTo(CloseCode.INVALID_PAYLOAD);
    }
  }

  @AsyncTest
  void aPeerThatFloodsWithPingsAndReadsNothingCostsNoMemory() throws Exception {
    try (RawPeer peer = new RawPeer()) {
      byte[] payload = new byte[125];
      for (int i = 0; i < 20_000; i++) { // 2.5 MB of pongs, if all were kept
        peer.sendFrame(PING, payload);
      }
      peer.sendFrame(TEXT, bytes("done"));
      assertThat(peer.server().receiveText()).isEqualTo("done");
      assertThat(peer.unsentBytesOfServer()).isLessThan(2 * Ends.ROOM);
      peer.abort();
    }
  }
}
