package asyncio.tls;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.gather;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.net.MemoryStream;
import asyncio.testing.contract.ByteStreamContract.Ends;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;

/** How TLS connections end, well or badly. */
class TlsEndTest {

  /** What is done with an established connection; {@code wire} is what the client writes to. */
  @FunctionalInterface
  private interface Conversation {

    void hold(TlsStream client, TlsStream server, MemoryStream wire) throws Exception;
  }

  private static void established(TlsOptions server, Conversation conversation) {
    run(
        () -> {
          MemoryStream near = MemoryStream.create(getRunningLoop(), 100_000);
          try (Ends ends =
              TlsEnds.shakeHands(
                  getRunningLoop(), near, near.peer(), Certificates.trustedClient(), server)) {
            conversation.hold((TlsStream) ends.near(), (TlsStream) ends.far(), near);
          }
        });
  }

  private static void established(Conversation conversation) {
    established(Certificates.trustedServer(), conversation);
  }

  private static TlsOptions version12() {
    return TlsOptions.server(Certificates.identity("rsa").protocols("TLSv1.2").build());
  }

  @Test
  void bothSayGoodbyeAndTheStreamBelowSurvives() {
    established(
        (client, server, wire) -> {
          gather(client::shutdown, server::shutdown);
          TlsTalk.say(wire, "plain");
          assertThat(TlsTalk.hear(wire.peer(), 5)).isEqualTo("plain");
        });
  }

  @Test
  void whatStillComesIsDroppedDuringTheGoodbye() {
    established(
        (client, server, _) -> {
          TlsTalk.say(server, "x".repeat(50_000));
          gather(client::shutdown, server::shutdown);
          assertThat(client.isClosed()).isFalse();
        });
  }

  @Test
  void aPeerThatHangsUpInsteadOfAGoodbyeIsGoodEnoughAtTheEnd() {
    established(
        (client, _, wire) -> {
          wire.peer().close();
          assertThatThrownBy(client::shutdown)
              .isInstanceOf(java.io.IOException.class)
              .hasMessageContaining("Broken pipe");
        });
    established(
        (client, _, wire) -> {
          wire.peer().shutdownOutput();
          client.shutdown();
        });
  }

  @Test
  void dataThatWasCutOffIsAnError() {
    established(
        (client, server, wire) -> {
          TlsTalk.say(server, "half of a mess");
          wire.peer().shutdownOutput();
          assertThat(TlsTalk.hear(client, 14)).isEqualTo("half of a mess");
          for (int again = 0; again < 2; again++) {
            assertThatThrownBy(() -> TlsTalk.hear(client, 1))
                .isInstanceOf(SSLException.class)
                .hasMessageContaining("without a TLS goodbye (close_notify)")
                .hasMessageContaining("read no further");
          }
        });
  }

  @Test
  void aDamagedRecordIsAnErrorForBoth() {
    established(
        (client, server, wire) -> {
          byte[] record = new byte[30];
          record[0] = 23;
          record[1] = 3;
          record[2] = 3;
          record[4] = 25;
          wire.write(ByteBuffer.wrap(record));
          assertThatThrownBy(() -> TlsTalk.hear(server, 1))
              .isInstanceOf(SSLException.class)
              .hasMessageContaining("TLS cannot read on: ");
          assertThatThrownBy(() -> TlsTalk.hear(client, 1))
              .isInstanceOf(SSLException.class)
              .hasMessageContaining("the peer refuses, and says bad_record_mac");
        });
  }

  @Test
  void dataBeforeADamagedRecordIsDelivered() {
    established(
        (client, server, wire) -> {
          TlsTalk.say(client, "good");
          wire.write(ByteBuffer.wrap(new byte[] {23, 3, 3, 0, 1, 0}));
          ByteBuffer target = ByteBuffer.allocate(100);
          assertThat(server.read(target)).isEqualTo(4);
          assertThatThrownBy(() -> TlsTalk.hear(server, 1)).isInstanceOf(SSLException.class);
        });
  }

  @Test
  void renegotiationIsRefused() {
    established(
        version12(),
        (client, server, _) -> {
          ((SSLEngine) client.extraInfo("ssl_object")).beginHandshake();
          ByteBuffer nothing = ByteBuffer.allocate(10);
          client.write(ByteBuffer.wrap(new byte[1]));
          assertThatThrownBy(
                  () -> {
                    while (server.read(nothing.clear()) >= 0) {
                      sleep(Duration.ZERO);
                    }
                  })
              .isInstanceOf(SSLException.class)
              .hasMessageContaining("wants to renegotiate, which is refused");
        });
  }

  @Test
  void newKeysAreAgreedOnInPassing() {
    established(
        (client, server, _) -> {
          ((SSLEngine) client.extraInfo("ssl_object")).beginHandshake(); // a KeyUpdate in TLS 1.3
          TlsTalk.say(client, "new");
          assertThat(TlsTalk.hear(server, 3)).isEqualTo("new");
          TlsTalk.say(server, "keys");
          assertThat(TlsTalk.hear(client, 4)).isEqualTo("keys");
        });
  }

  @Test
  void recordsWithoutDataAreReadOver() {
    established(
        (client, server, wire) -> {
          sendEmptyRecords(client, wire, 32);
          TlsTalk.say(client, "data");
          assertThat(TlsTalk.hear(server, 4)).isEqualTo("data");
        });
  }

  /** Each of them would be worth another look, and nobody else had a turn. */
  @Test
  void anEndlessSequenceOfRecordsWithoutDataIsRefused() {
    established(
        (client, server, wire) -> {
          sendEmptyRecords(client, wire, 33);
          assertThatThrownBy(() -> TlsTalk.hear(server, 1))
              .isInstanceOf(SSLException.class)
              .hasMessageContaining("33 TLS records in a row that hold no data");
        });
  }

  private static void sendEmptyRecords(TlsStream client, MemoryStream wire, int count)
      throws Exception {
    SSLEngine engine = (SSLEngine) client.extraInfo("ssl_object");
    ByteBuffer records = ByteBuffer.allocate(100_000);
    for (int i = 0; i < count; i++) {
      engine.beginHandshake(); // a KeyUpdate in TLS 1.3
      engine.wrap(ByteBuffer.allocate(0), records);
    }
    wire.write(records.flip());
  }

  @Test
  void theGoodbyeOfVersion12EndsBothDirections() {
    established(
        version12(),
        (client, server, _) -> {
          client.shutdownOutput();
          assertThat(TlsTalk.hearAll(server)).isEmpty();
          assertThatThrownBy(() -> server.write(ByteBuffer.allocate(1)))
              .isInstanceOf(java.io.IOException.class);
        });
  }

  @Test
  void aGoodbyeBeforeTheHandshakeIsRefused() {
    run(
        () -> {
          MemoryStream near = MemoryStream.create(getRunningLoop(), 1000);
          try (TlsStream client =
              TlsStream.client(getRunningLoop(), near, Certificates.trustedClient())) {
            assertThatThrownBy(client::shutdownOutput)
                .isInstanceOf(SSLException.class)
                .hasMessageContaining("before the handshake is over");
          }
        });
  }

  @Test
  void callbacksDriveTheHandshakeAndTellOfItsFailure() {
    run(
        () -> {
          MemoryStream near = MemoryStream.create(getRunningLoop(), 1000);
          try (TlsStream client =
              TlsStream.client(getRunningLoop(), near, Certificates.trustedClient())) {
            AtomicInteger calls = new AtomicInteger();
            client.onReadable(calls::incrementAndGet);
            assertThat(near.peer().read(ByteBuffer.allocate(1000))).isPositive();
            TlsTalk.say(near.peer(), "nonsense");
            while (calls.get() == 0) {
              sleep(Duration.ZERO);
            }
            assertThatThrownBy(() -> client.read(ByteBuffer.allocate(1)))
                .isInstanceOf(SSLException.class)
                .hasMessageContaining("does not speak TLS");
          }
        });
  }

  @Test
  void readersAndWritersMayBeginTheHandshake() {
    run(
        () -> {
          MemoryStream near = MemoryStream.create(getRunningLoop(), 100);
          try (TlsStream client =
                  TlsStream.client(getRunningLoop(), near, Certificates.trustedClient());
              TlsStream server =
                  TlsStream.server(getRunningLoop(), near.peer(), Certificates.trustedServer())) {
            var heard = createTask(() -> TlsTalk.hear(server, 5));
            var answered = createTask(() -> TlsTalk.hear(client, 6));
            TlsTalk.say(client, "hello");
            TlsTalk.say(server, "answer");
            assertThat(heard.await()).isEqualTo("hello");
            assertThat(answered.await()).isEqualTo("answer");
          }
        });
  }
}
