package asyncio.transport;

import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.sleep;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ZERO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.net.MemoryStream;
import asyncio.net.WriteLimits;
import asyncio.support.LogRecords;
import asyncio.task.ErrorContext;
import asyncio.task.Future;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Transports and protocols over a connection in memory, whose other end the test holds. */
class TransportTest {

  private static final int CAPACITY = 16;

  /** Notes everything that it is told. */
  private static class Recorder implements Protocol {

    final List<String> events = new ArrayList<>();
    final Future<@Nullable Throwable> lost = getRunningLoop().createFuture();
    boolean keepOpen;

    @Override
    public void connectionMade(Transport transport) {
      events.add("made");
    }

    @Override
    public void dataReceived(byte[] data) throws Exception {
      events.add("data " + new String(data, UTF_8));
    }

    @Override
    public boolean eofReceived() {
      events.add("eof");
      return keepOpen;
    }

    @Override
    public void pauseWriting() {
      events.add("pause");
    }

    @Override
    public void resumeWriting() {
      events.add("resume");
    }

    @Override
    public void connectionLost(@Nullable Throwable failure) {
      events.add("lost");
      lost.setResult(failure);
    }
  }

  /** A transport with its protocol, and the other end of the connection. */
  private record Fixture(Transport transport, Recorder protocol, MemoryStream peer) {

    void peerWrites(String text) throws IOException {
      ByteBuffer bytes = UTF_8.encode(text);
      while (bytes.hasRemaining()) {
        if (peer.write(bytes) == 0) {
          peer.awaitWritable();
        }
      }
    }

    String peerReads(int count) throws IOException {
      ByteBuffer bytes = ByteBuffer.allocate(count);
      while (bytes.hasRemaining()) {
        int read = peer.read(bytes);
        if (read < 0) {
          break;
        } else if (read == 0) {
          peer.awaitReadable();
        }
      }
      return UTF_8.decode(bytes.flip()).toString();
    }

    boolean peerSeesTheEnd() throws IOException {
      ByteBuffer bytes = ByteBuffer.allocate(1);
      int read = peer.read(bytes);
      while (read == 0) {
        peer.awaitReadable();
        read = peer.read(bytes);
      }
      return read < 0;
    }
  }

  private static Fixture connect(Recorder protocol) {
    MemoryStream stream = MemoryStream.create(getRunningLoop(), CAPACITY);
    Connected<Recorder> connected = Connections.attach(stream, () -> protocol);
    return new Fixture(connected.transport(), protocol, stream.peer());
  }

  private static Fixture connect() {
    return connect(new Recorder());
  }

  private static void settle() {
    for (int i = 0; i < 10; i++) {
      sleep(ZERO);
    }
  }

  @Test
  void theLifeOfAProtocol() {
    run(
        () -> {
          Fixture fixture = connect();
          assertThat(fixture.protocol().events).containsExactly("made");
          fixture.peerWrites("hello");
          settle();
          fixture.peer().shutdownOutput();
          assertThat(fixture.protocol().lost.await()).isNull();
          assertThat(fixture.protocol().events)
              .containsExactly("made", "data hello", "eof", "lost");
          assertThat(fixture.transport().isClosing()).isTrue();
          assertThat(fixture.peerSeesTheEnd()).isTrue();
        });
  }

  @Test
  void aProtocolMayKeepItsHalfOpen() {
    run(
        () -> {
          Recorder protocol = new Recorder();
          protocol.keepOpen = true;
          Fixture fixture = connect(protocol);
          fixture.peer().shutdownOutput();
          settle();
          assertThat(protocol.events).containsExactly("made", "eof");
          fixture.transport().write("late".getBytes(UTF_8));
          assertThat(fixture.peerReads(4)).isEqualTo("late");
          fixture.transport().close();
          assertThat(protocol.lost.await()).isNull();
        });
  }

  @Test
  void whatThereIsNoRoomForIsSentLater() {
    run(
        () -> {
          Fixture fixture = connect();
          byte[] data = "0123456789".repeat(10).getBytes(UTF_8);
          fixture.transport().write(data);
          data[99] = 'x'; // the transport has its own copy
          fixture.transport().writelines(List.of(new byte[] {'a'}, new byte[] {'b'}));
          assertThat(fixture.transport().getWriteBufferSize()).isEqualTo(102 - CAPACITY);
          fixture.transport().close();
          assertThat(fixture.peerReads(102)).isEqualTo("0123456789".repeat(10) + "ab");
          assertThat(fixture.protocol().lost.await()).isNull();
          assertThat(fixture.peerSeesTheEnd()).isTrue();
        });
  }

  @Test
  void theProtocolIsToldBetweenTheMarks() {
    run(
        () -> {
          Fixture fixture = connect();
          Transport transport = fixture.transport();
          transport.setWriteBufferLimits(WriteLimits.high(40));
          assertThat(transport.getWriteBufferLimits()).isEqualTo(new WriteLimits(10, 40));
          transport.write(new byte[CAPACITY + 40]);
          assertThat(fixture.protocol().events).containsExactly("made");
          transport.write(new byte[1]);
          assertThat(fixture.protocol().events).containsExactly("made", "pause");
          fixture.peerReads(31 - CAPACITY);
          settle();
          assertThat(fixture.protocol().events).containsExactly("made", "pause");
          fixture.peerReads(CAPACITY);
          settle();
          assertThat(fixture.protocol().events).containsExactly("made", "pause", "resume");
          transport.abort();
          fixture.protocol().lost.await();
        });
  }

  @Test
  void abortDropsWhatIsKept() {
    run(
        () -> {
          Fixture fixture = connect();
          fixture.transport().write(new byte[1000]);
          fixture.transport().abort();
          assertThat(fixture.protocol().events).containsExactly("made");
          assertThat(fixture.protocol().lost.await()).isNull();
          fixture.transport().abort();
          fixture.transport().close();
          settle();
          assertThat(fixture.protocol().events).containsExactly("made", "lost");
        });
  }

  @Test
  void writeEofComesAfterWhatIsKept() {
    run(
        () -> {
          Recorder protocol = new Recorder();
          Fixture fixture = connect(protocol);
          fixture.transport().write("0123456789".repeat(3).getBytes(UTF_8));
          fixture.transport().writeEof();
          fixture.transport().writeEof();
          assertThatThrownBy(() -> fixture.transport().write(new byte[1]))
              .isInstanceOf(IllegalStateException.class)
              .hasMessage("write() cannot be called after writeEof()");
          assertThat(fixture.peerReads(30)).isEqualTo("0123456789".repeat(3));
          assertThat(fixture.peerSeesTheEnd()).isTrue();
          fixture.peerWrites("still read");
          settle();
          assertThat(protocol.events).containsExactly("made", "data still read");
          fixture.peer().close();
          protocol.lost.await();
        });
  }

  @Test
  void pausedReadingDeliversLater() {
    run(
        () -> {
          Fixture fixture = connect();
          fixture.transport().pauseReading();
          fixture.transport().pauseReading();
          assertThat(fixture.transport().isReading()).isFalse();
          fixture.peerWrites("later");
          settle();
          assertThat(fixture.protocol().events).containsExactly("made");
          fixture.transport().resumeReading();
          settle();
          assertThat(fixture.protocol().events).containsExactly("made", "data later");
          fixture.transport().close();
          fixture.protocol().lost.await();
        });
  }

  @Test
  void aFailingProtocolBreaksTheConnection() {
    run(
        () -> {
          List<ErrorContext> reports = new ArrayList<>();
          getRunningLoop().setExceptionHandler((_, report) -> reports.add(report));
          IOException failure = new IOException("of the protocol");
          Fixture fixture =
              connect(
                  new Recorder() {
                    @Override
                    public void dataReceived(byte[] data) throws Exception {
                      throw failure;
                    }
                  });
          fixture.peerWrites("x");
          assertThat(fixture.protocol().lost.await()).isSameAs(failure);
          assertThat(reports)
              .singleElement()
              .satisfies(
                  report ->
                      assertThat(report.message())
                          .isEqualTo("Fatal error: protocol.data_received() call failed."));
        });
  }

  @Test
  void aBrokenConnectionIsToldLater() {
    run(
        () -> {
          Fixture fixture = connect();
          fixture.peer().close();
          fixture.transport().write("into the void".getBytes(UTF_8));
          fixture.transport().write("into the void".getBytes(UTF_8));
          assertThat(fixture.protocol().events).containsExactly("made");
          assertThat(fixture.protocol().lost.await()).isInstanceOf(IOException.class);
        });
  }

  @Test
  void aBufferedProtocolReadsIntoItsOwnMemory() {
    run(
        () -> {
          ByteBuffer memory = ByteBuffer.allocate(8);
          List<Integer> counts = new ArrayList<>();
          Future<@Nullable Void> lost = getRunningLoop().createFuture();
          MemoryStream stream = MemoryStream.create(getRunningLoop(), CAPACITY);
          Connections.attach(
              stream,
              () ->
                  new BufferedProtocol() {
                    @Override
                    public ByteBuffer getBuffer(int sizeHint) {
                      return memory;
                    }

                    @Override
                    public void bufferUpdated(int count) {
                      counts.add(count);
                    }

                    @Override
                    public void connectionLost(@Nullable Throwable failure) {
                      lost.setResult(null);
                    }
                  });
          stream.peer().write(UTF_8.encode("12345"));
          settle();
          stream.peer().close();
          lost.await();
          assertThat(counts).containsExactly(5);
          assertThat(UTF_8.decode(memory.flip()).toString()).isEqualTo("12345");
        });
  }

  @Test
  void anotherProtocolTakesOver() {
    run(
        () -> {
          Fixture fixture = connect();
          Recorder second = new Recorder();
          fixture.transport().setProtocol(second);
          assertThat(fixture.transport().getProtocol()).isSameAs(second);
          fixture.peerWrites("for the second");
          fixture.peer().shutdownOutput();
          second.lost.await();
          assertThat(second.events).containsExactly("data for the second", "eof", "lost");
          assertThat(fixture.protocol().events).containsExactly("made");
        });
  }

  @Test
  void severalChunksGoTogether() {
    run(
        () -> {
          Fixture fixture = connect();
          fixture.transport().setWriteBufferLimits(WriteLimits.high(10));
          byte[] empty = {};
          fixture.transport().writelines(List.of("ab".getBytes(UTF_8), empty, new byte[] {'c'}));
          assertThat(fixture.peerReads(3)).isEqualTo("abc");
          assertThat(fixture.transport().getWriteBufferSize()).isZero();
          fixture.transport().writelines(List.of(new byte[CAPACITY], new byte[11]));
          assertThat(fixture.protocol().events).containsExactly("made", "pause");
          fixture.transport().abort();
          fixture.protocol().lost.await();
        });
  }

  @Test
  void oneThatIsForgottenIsClosedWithTheLoop() {
    try (LogRecords log = LogRecords.capture()) {
      MemoryStream[] stream = new MemoryStream[1];
      run(
          () -> {
            Fixture fixture = connect();
            stream[0] = fixture.peer().peer();
          });
      assertThat(stream[0].isClosed()).isTrue();
      assertThat(log.messages()).singleElement().asString().startsWith("unclosed <MemoryStream");
    }
  }

  @Test
  void oneThatWasClosedIsNotMentioned() {
    try (LogRecords log = LogRecords.capture()) {
      run(
          () -> {
            Fixture fixture = connect();
            fixture.transport().close();
            fixture.protocol().lost.await();
          });
      assertThat(log.messages()).isEmpty();
    }
  }
}
