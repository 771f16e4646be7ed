package asyncio.transport;

import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.run;
import static asyncio.support.Refusals.assertIllegalArgument;
import static asyncio.support.Settling.settle;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.net.WriteLimits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a datagram transport keeps while its socket has no room. */
class KeptDatagramsTest {

  private static final InetSocketAddress SOMEBODY =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 9);

  /** A datagram with one letter, with what it counts besides. */
  private static final int ONE = 1 + 8;

  private static class Recorder implements DatagramProtocol {

    final List<String> events = new ArrayList<>();

    @Override
    public void pauseWriting() {
      events.add("pause");
    }

    @Override
    public void resumeWriting() {
      events.add("resume");
    }

    @Override
    public void errorReceived(IOException failure) {
      events.add("error");
    }

    @Override
    public void connectionLost(@Nullable Throwable failure) {
      events.add("lost");
    }
  }

  private interface Body {
    void run(CrowdedDatagrams socket, DatagramTransport transport);
  }

  /** On a socket without room. */
  private static void runOn(DatagramProtocol protocol, Body body) {
    run(
        () -> {
          CrowdedDatagrams socket = new CrowdedDatagrams();
          body.run(
              socket,
              DatagramTransport.start(
                  getRunningLoop(), socket, protocol, getRunningLoop().createFuture()));
        });
  }

  private static void send(DatagramTransport transport, String... texts) {
    for (String text : texts) {
      transport.sendto(text.getBytes(UTF_8), SOMEBODY);
    }
  }

  @Test
  void theyGoOutInOrderAsThereIsRoom() {
    Recorder protocol = new Recorder();
    runOn(
        protocol,
        (socket, transport) -> {
          send(transport, "a", "b", "c");
          assertThat(transport.getWriteBufferSize()).isEqualTo(3 * ONE);
          socket.makeRoom(2);
          send(transport, "d"); // there is room, but not for this one
          settle();
          assertThat(socket.sent).containsExactly("a", "b");
          assertThat(transport.getWriteBufferSize()).isEqualTo(2 * ONE);
          socket.makeRoom(3);
          settle();
          send(transport, "e");
          assertThat(socket.sent).containsExactly("a", "b", "c", "d", "e");
          assertThat(transport.getWriteBufferSize()).isZero();
          transport.abort();
        });
  }

  @Test
  void theArrayMayBeChangedAfterwards() {
    runOn(
        new Recorder(),
        (socket, transport) -> {
          byte[] data = {'a'};
          transport.sendto(data, SOMEBODY);
          data[0] = 'b';
          socket.makeRoom(1);
          settle();
          assertThat(socket.sent).containsExactly("a");
          transport.abort();
        });
  }

  @Test
  void theProtocolIsPausedAndResumed() {
    Recorder protocol = new Recorder();
    runOn(
        protocol,
        (socket, transport) -> {
          transport.setWriteBufferLimits(new WriteLimits(ONE, 2 * ONE));
          send(transport, "a", "b");
          assertThat(protocol.events).isEmpty();
          send(transport, "c", "d");
          assertThat(protocol.events).containsExactly("pause");
          socket.makeRoom(2);
          settle();
          assertThat(protocol.events).containsExactly("pause");
          socket.makeRoom(1);
          settle();
          assertThat(protocol.events).containsExactly("pause", "resume");
          transport.abort();
        });
  }

  @Test
  void closingSendsThemFirst() {
    Recorder protocol = new Recorder();
    runOn(
        protocol,
        (socket, transport) -> {
          send(transport, "a", "b");
          transport.close();
          socket.makeRoom(1);
          settle();
          assertThat(protocol.events).isEmpty();
          socket.makeRoom(1);
          settle();
          assertThat(socket.sent).containsExactly("a", "b");
          assertThat(protocol.events).containsExactly("lost");
          assertThat(socket.isClosed()).isTrue();
        });
  }

  @Test
  void addressesAreCheckedBeforeTheyAreKept() {
    runOn(
        new Recorder(),
        (socket, transport) -> {
          send(transport, "a");
          assertIllegalArgument(
              () -> transport.sendto(new byte[1]), "needs an address", "to none", "give one");
          assertIllegalArgument(
              () -> transport.sendto(new byte[1], InetSocketAddress.createUnresolved("host", 1)),
              "needs an address",
              "host",
              "look it up");
          assertThat(transport.getWriteBufferSize()).isEqualTo(ONE);
          transport.abort();
        });
  }

  @Test
  void whatTheSystemRefusesDoesNotStopTheNext() {
    Recorder protocol = new Recorder();
    runOn(
        protocol,
        (socket, transport) -> {
          send(transport, CrowdedDatagrams.REFUSED, "b");
          socket.makeRoom(2);
          settle();
          assertThat(protocol.events).containsExactly("error");
          assertThat(socket.sent).containsExactly("b");
          transport.abort();
        });
  }

  @Test
  void whatBreaksTheSocketIsReportedOnce() {
    List<String> reports = new ArrayList<>();
    runOn(
        new Recorder(),
        (socket, transport) -> {
          getRunningLoop().setExceptionHandler((_, context) -> reports.add(context.message()));
          send(transport, CrowdedDatagrams.BROKEN, "b");
          socket.makeRoom(2);
          settle();
          assertThat(reports).hasSize(1);
          assertThat(socket.sent).containsExactly("b");
          transport.abort();
        });
  }

  @Test
  void theProtocolMayAbortWhenItIsToldOfARefusal() {
    List<String> reports = new ArrayList<>();
    Recorder protocol =
        new Recorder() {
          private @Nullable DatagramTransport transport;

          @Override
          public void connectionMade(DatagramTransport made) {
            transport = made;
          }

          @Override
          public void errorReceived(IOException failure) {
            super.errorReceived(failure);
            if (transport != null) {
              transport.abort();
            }
          }
        };
    runOn(
        protocol,
        (socket, transport) -> {
          getRunningLoop().setExceptionHandler((_, context) -> reports.add(context.toString()));
          settle();
          transport.setWriteBufferLimits(new WriteLimits(0, 0));
          send(transport, CrowdedDatagrams.REFUSED, "dropped");
          socket.makeRoom(2);
          settle();
          assertThat(protocol.events).containsExactly("pause", "error", "lost");
          assertThat(socket.sent).isEmpty();
          assertThat(transport.getWriteBufferSize()).isZero();
        });
    assertThat(reports).isEmpty();
  }
}
