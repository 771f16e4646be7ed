package asyncio.http.websocket;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.testing.TestKit.waitUntilIdle;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.http.JsonException;
import asyncio.task.CancelledError;
import asyncio.task.Task;
import asyncio.testing.AsyncTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two websockets talk to each other. */
class WebSocketTest {

  private static final Duration BEAT = seconds(30);

  private static Negotiated negotiated(boolean compression) {
    return compression ? Ends.COMPRESSED : Negotiated.NOTHING;
  }

  record Point(int x, int y) {}

  // ---- messages

  @AsyncTest
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void messagesArriveInBothDirections(boolean compression) throws Exception {
    try (Ends ends = Ends.open(WebSocketOptions.DEFAULT, negotiated(compression))) {
      ends.client().sendText("Grüße 🙂");
      assertThat(ends.server().receive()).isEqualTo(new WebSocketMessage.Text("Grüße 🙂"));
      ends.server().sendBytes(new byte[] {1, 2, 3});
      assertThat(ends.client().receive())
          .isEqualTo(new WebSocketMessage.Binary(new byte[] {1, 2, 3}));
      ends.client().sendText("");
      assertThat(ends.server().receiveText()).isEmpty();
      ends.client().sendJson(new Point(3, 4));
      assertThat(ends.server().receiveJson(Point.class)).isEqualTo(new Point(3, 4));
    }
  }

  @AsyncTest
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void largeMessagesArriveWhole(boolean compression) throws Exception {
    try (Ends ends = Ends.open(WebSocketOptions.DEFAULT, negotiated(compression))) {
      byte[] large = new byte[1 << 20];
      new Random(1).nextBytes(large);
      byte[] sent = large.clone();
      createTask(() -> ends.client().sendBytes(sent));
      assertThat(ends.server().receiveBytes()).isEqualTo(large);
      assertThat(sent).as("masking is done on a copy").isEqualTo(large);
      String text = "compress me ".repeat(100_000);
      createTask(() -> ends.server().sendText(text));
      assertThat(ends.client().receiveText()).isEqualTo(text);
    }
  }

  @AsyncTest
  void manySendersDoNotMixTheirMessages() throws Exception {
    try (Ends ends = Ends.open()) {
      List<Task<?>> senders = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        String text = ("" + i).repeat(100_000);
        senders.add(createTask(() -> ends.client().sendText(text)));
      }
      for (int i = 0; i < 10; i++) {
        assertThat(ends.server().receiveText()).isEqualTo(("" + i).repeat(100_000));
      }
      for (Task<?> sender : senders) {
        sender.await();
      }
    }
  }

  @AsyncTest
  void aLoopOverMessagesEndsWithThePeer() {
    try (Ends ends = Ends.open()) {
      createTask(
          () -> {
            ends.server().sendText("a");
            ends.server().sendText("b");
            ends.server().close();
          });
      List<WebSocketMessage> messages = new ArrayList<>();
      for (WebSocketMessage message : ends.client()) {
        messages.add(message);
      }
      assertThat(messages)
          .containsExactly(new WebSocketMessage.Text("a"), new WebSocketMessage.Text("b"));
    }
  }

  @AsyncTest
  void aMessageOfTheWrongKindIsDroppedWithAFailure() throws Exception {
    try (Ends ends = Ends.open()) {
      ends.client().sendText("text");
      ends.client().sendBytes(new byte[1]);
      ends.client().sendText("no json");
      ends.client().sendText("after");
      assertThatThrownBy(() -> ends.server().receiveBytes())
          .isInstanceOf(WebSocketException.class)
          .hasMessageContaining("bytes was expected, and a text came");
      assertThatThrownBy(() -> ends.server().receiveText())
          .hasMessageContaining("a text was expected");
      assertThatThrownBy(() -> ends.server().receiveJson(Point.class))
          .isInstanceOf(JsonException.class);
      assertThat(ends.server().receiveText()).isEqualTo("after");
    }
  }

  // ---- back-pressure and turns

  @AsyncTest
  void whoeverIsFasterWaits() throws Exception {
    try (Ends ends = Ends.open()) {
      byte[] message = new byte[16 << 10];
      int[] sent = new int[1];
      Task<?> sender =
          createTask(
              () -> {
                for (; sent[0] < 100; sent[0]++) {
                  ends.client().sendBytes(message);
                }
              });
      waitUntilIdle();
      assertThat(sent[0]).as("the rest waits for the receiver").isBetween(4, 16);
      for (int i = 0; i < 100; i++) {
        assertThat(ends.server().receiveBytes()).hasSize(message.length);
      }
      sender.await();
    }
  }

  @AsyncTest
  void twoMayNotReceive() {
    try (Ends ends = Ends.open()) {
      Task<?> first = createTask(() -> ends.server().receive());
      waitUntilIdle();
      assertThatIllegalStateException()
          .isThrownBy(() -> ends.server().receive())
          .withMessageContaining("one task at a time");
      first.cancel();
    }
  }

  @AsyncTest
  void aCancelledReceiveLosesNothing() throws Exception {
    try (Ends ends = Ends.open()) {
      Task<?> receiver = createTask(() -> ends.server().receive());
      waitUntilIdle();
      ends.client().sendText("kept");
      receiver.cancel();
      assertThatThrownBy(receiver::await).isInstanceOf(CancelledError.class);
      assertThat(ends.server().receiveText()).isEqualTo("kept");
    }
  }

  @AsyncTest
  void aCancelledSendLeavesAWholeMessage() throws Exception {
    try (Ends ends = Ends.open()) {
      byte[] large = new byte[1 << 20];
      ends.client().sendText("nothing is read behind this");
      Task<?> sender = createTask(() -> ends.client().sendBytes(large));
      waitUntilIdle();
      assertThat(sender.done()).isFalse();
      sender.cancel();
      waitUntilIdle();
      createTask(() -> ends.client().sendText("next"));
      assertThat(ends.server().receiveText()).startsWith("nothing");
      assertThat(ends.server().receiveBytes()).isEqualTo(large);
      assertThat(ends.server().receiveText()).isEqualTo("next");
    }
  }

  // ---- pings

  @AsyncTest
  void aPingIsAnsweredWhileNobodyReceives() throws Exception {
    try (Ends ends = Ends.open()) {
      assertThat(ends.client().ping()).isEqualTo(Duration.ZERO);
      assertThat(ends.server().ping()).isEqualTo(Duration.ZERO);
    }
  }

  @AsyncTest
  void pingsOfBothEndsAreAnsweredWhileBothSendMoreThanTheOtherTakes() throws Exception {
    try (Ends ends = Ends.open()) {
      byte[] large = new byte[4 << 20];
      Task<?> up = createTask(() -> ends.client().sendBytes(large));
      Task<?> down = createTask(() -> ends.server().sendBytes(large));
      Task<?> pings =
          createTask(
              () -> {
                ends.client().ping();
                ends.server().ping();
              });
      assertThat(ends.server().receiveBytes()).hasSize(large.length);
      assertThat(ends.client().receiveBytes()).hasSize(large.length);
      up.await();
      down.await();
      pings.await();
    }
  }

  @AsyncTest
  void aPingFailsWhenTheWebsocketEnds() throws Exception {
    try (RawPeer peer = new RawPeer()) {
      createTask(
          () -> {
            sleep(seconds(1));
            peer.abort();
          });
      assertThatThrownBy(() -> peer.server().ping())
          .isInstanceOfSatisfying(
              WebSocketException.class,
              lost -> assertThat(lost.closeCode()).isEqualTo(CloseCode.LOST));
    }
  }

  // ---- the heartbeat

  @AsyncTest
  void theHeartbeatKeepsAPeerThatAnswers() throws Exception {
    try (Ends ends = Ends.open(WebSocketOptions.DEFAULT.withHeartbeat(BEAT), Negotiated.NOTHING)) {
      sleep(seconds(3600));
      ends.client().sendText("still here");
      assertThat(ends.server().receiveText()).isEqualTo("still here");
    }
  }

  @AsyncTest
  void theHeartbeatGivesUpAPeerThatDoesNotAnswer() throws Exception {
    try (RawPeer peer =
        new RawPeer(WebSocketOptions.DEFAULT.withHeartbeat(BEAT), Negotiated.NOTHING)) {
      assertThatThrownBy(() -> peer.server().receive())
          .isInstanceOf(WebSocketException.class)
          .hasMessageContaining("has not answered a ping within PT30S");
      assertThat(getRunningLoop().time()).isEqualTo(60);
      assertThat(peer.server().closeCode()).hasValue(CloseCode.LOST);
    }
  }

  @AsyncTest
  void theHeartbeatDoesNotBlameThePeerForMessagesThatNobodyReceives() throws Exception {
    try (RawPeer peer =
        new RawPeer(WebSocketOptions.DEFAULT.withHeartbeat(BEAT), Negotiated.NOTHING)) {
      peer.sendFrame(0x81, "one".getBytes(UTF_8));
      peer.sendFrame(0x81, "two".getBytes(UTF_8));
      sleep(seconds(600));
      assertThat(peer.server().receiveText()).isEqualTo("one");
      assertThat(peer.server().receiveText()).isEqualTo("two");
    }
  }

  // ---- the end

  @AsyncTest
  void aCloseTellsThePeerWhy() throws Exception {
    try (Ends ends = Ends.open()) {
      createTask(() -> ends.client().close(4321, "so it is"));
      assertThatThrownBy(() -> ends.server().receive())
          .isInstanceOfSatisfying(
              WebSocketException.class, closed -> assertThat(closed.closeCode()).isEqualTo(4321))
          .hasMessageContaining("so it is");
      assertThat(ends.server().closeCode()).hasValue(4321);
      assertThat(ends.server().closeReason()).isEqualTo("so it is");
      assertThat(ends.client().receive()).as("closed here: no failure").isNull();
      assertThat(ends.client().closeCode()).hasValue(4321);
    }
  }

  @AsyncTest
  void bothMayCloseAtOnce() throws Exception {
    try (Ends ends = Ends.open()) {
      Task<?> other = createTask(() -> ends.server().close());
      ends.client().close(CloseCode.GOING_AWAY, "");
      other.await();
      assertThat(ends.client().receive()).isNull();
      assertThat(ends.server().receive()).isNull();
      assertThat(getRunningLoop().time()).isZero();
    }
  }

  @AsyncTest
  void aCloseThatIsNotAnsweredTakesItsTime() throws Exception {
    try (RawPeer peer = new RawPeer()) {
      peer.server().close();
      assertThat(getRunningLoop().time()).isEqualTo(10);
      assertThat(peer.readFrame()).isEqualTo("880203e8");
      assertThat(peer.server().closeCode()).hasValue(CloseCode.LOST);
    }
  }

  @AsyncTest
  void whatIsOnItsWayIsDroppedByAClose() throws Exception {
    try (Ends ends = Ends.open()) {
      createTask(
          () -> {
            ends.server().sendBytes(new byte[1 << 20]);
            ends.server().sendText("more");
          });
      waitUntilIdle();
      ends.client().close();
      assertThat(ends.client().closeCode()).hasValue(CloseCode.NORMAL);
      assertThat(getRunningLoop().time()).isZero();
    }
  }

  @AsyncTest
  void whatCameBeforeTheCloseCanStillBeReceived() throws Exception {
    try (Ends ends = Ends.open()) {
      ends.client().sendText("last words");
      ends.client().startClosing(CloseCode.NORMAL, "");
      waitUntilIdle();
      assertThat(ends.server().receiveText()).isEqualTo("last words");
      assertThat(ends.server().receive()).isNull();
    }
  }

  @AsyncTest
  void nothingCanBeSentAfterAClose() throws Exception {
    try (Ends ends = Ends.open()) {
      ends.client().startClosing(CloseCode.NORMAL, "");
      assertThatThrownBy(() -> ends.client().sendText("late"))
          .isInstanceOf(WebSocketException.class)
          .hasMessageContaining("is being closed");
      ends.client().close();
      assertThatThrownBy(() -> ends.server().sendText("late"))
          .hasMessageContaining("has ended: 1000");
      assertThat(ends.client().isClosed()).isTrue();
    }
  }

  @AsyncTest
  void aConnectionThatIsLostFailsTheReceiver() throws Exception {
    try (RawPeer peer = new RawPeer()) {
      createTask(peer::abort);
      assertThatThrownBy(() -> peer.server().receive())
          .isInstanceOfSatisfying(
              WebSocketException.class,
              lost -> assertThat(lost.closeCode()).isEqualTo(CloseCode.LOST));
      assertThatThrownBy(() -> peer.server().sendText("x")).isInstanceOf(WebSocketException.class);
    }
  }

  @AsyncTest
  void closeCodesAndReasonsAreChecked() {
    try (Ends ends = Ends.open()) {
      for (int code : new int[] {0, 999, 1004, 1005, 1006, 1015, 2999, 5000}) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> ends.client().close(code, ""))
            .withMessageContaining("" + code);
      }
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ends.client().close(1000, "ü".repeat(62)))
          .withMessageContaining("124");
      assertThat(ends.client().isClosed()).isFalse();
    }
  }

  // ---- limits

  @AsyncTest
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aMessageThatIsTooLargeEndsTheWebsocket(boolean compression) throws Exception {
    WebSocketOptions small = WebSocketOptions.DEFAULT.withMaxMessageBytes(100_000);
    try (Ends ends = Ends.open(small, negotiated(compression))) {
      byte[] fits = new byte[100_000];
      createTask(() -> ends.client().sendBytes(fits));
      assertThat(ends.server().receiveBytes()).isEqualTo(fits);
      Task<?> sender = createTask(() -> ends.client().sendBytes(Arrays.copyOf(fits, 8 << 20)));
      assertThatThrownBy(() -> ends.server().receive())
          .isInstanceOfSatisfying(
              WebSocketException.class,
              tooLarge -> assertThat(tooLarge.closeCode()).isEqualTo(CloseCode.MESSAGE_TOO_LARGE));
      assertThatThrownBy(() -> ends.client().receive())
          .isInstanceOfSatisfying(
              WebSocketException.class,
              tooLarge -> assertThat(tooLarge.closeCode()).isEqualTo(CloseCode.MESSAGE_TOO_LARGE));
      waitUntilIdle();
      assertThat(sender.done()).isTrue();
      sender.cancel();
    }
  }

  @AsyncTest
  void compressionMakesMessagesSmaller() {
    byte[] text = "hello ".repeat(1000).getBytes(UTF_8);
    assertThat(Frames.ofClient(text, Negotiated.NOTHING)).hasSizeGreaterThan(text.length);
    assertThat(Frames.ofClient(text, Ends.COMPRESSED)).hasSizeLessThan(text.length / 20);
  }

  /** What goes over the wire. */
  private static final class Frames {

    static byte[] ofClient(byte[] message, Negotiated negotiated) {
      FrameProtocol protocol =
          new FrameProtocol(
              org.eclipse.jetty.websocket.core.Behavior.CLIENT, negotiated, 1, new Nobody());
      try {
        protocol.send(
            org.eclipse.jetty.websocket.core.OpCode.BINARY, java.nio.ByteBuffer.wrap(message));
      } catch (WebSocketException e) {
        throw new AssertionError(e);
      }
      byte[] frames = protocol.takeOutput();
      protocol.abort();
      return frames;
    }
  }

  private static final class Nobody implements FrameProtocol.Listener {

    @Override
    public void onMessage(WebSocketMessage message) {
      throw new AssertionError(message);
    }

    @Override
    public void onPing(java.nio.ByteBuffer payload) {
      throw new AssertionError("ping");
    }

    @Override
    public void onPong(java.nio.ByteBuffer payload) {
      throw new AssertionError("pong");
    }

    @Override
    public void onEnd(int code, String reason, Throwable cause) {
      // of abort()
    }
  }
}
