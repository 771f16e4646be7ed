package asyncio.testing;

import static asyncio.Asyncio.run;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.net.ByteStream;
import asyncio.net.ListenOptions;
import asyncio.net.Listener;
import asyncio.net.MemoryStream;
import asyncio.net.Network;
import asyncio.task.Action;
import asyncio.task.EventLoop;
import asyncio.testing.contract.ByteStreamContract;
import asyncio.testing.contract.ListenerContract;
import asyncio.testing.network.SimulatedNetwork;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Streams and listeners with a plausible mistake break their contract. */
class BrokenStreamsTest {

  // ---- streams

  /** A stream that is right, but for what a subclass changes. */
  private static class Layer implements ByteStream {

    final MemoryStream below;

    Layer(MemoryStream below) {
      this.below = below;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
      return below.read(target);
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
      return below.write(source);
    }

    @Override
    public void awaitReadable() throws IOException {
      below.awaitReadable();
    }

    @Override
    public void awaitWritable() throws IOException {
      below.awaitWritable();
    }

    @Override
    public void onReadable(@Nullable Runnable callback) {
      below.onReadable(callback);
    }

    @Override
    public void onWritable(@Nullable Runnable callback) {
      below.onWritable(callback);
    }

    @Override
    public boolean canHalfClose() {
      return below.canHalfClose();
    }

    @Override
    public void shutdownOutput() throws IOException {
      below.shutdownOutput();
    }

    @Override
    public boolean isClosed() {
      return below.isClosed();
    }

    @Override
    public void close() {
      below.close();
    }

    @Override
    public @Nullable Object extraInfo(String name) {
      return below.extraInfo(name);
    }
  }

  /** On virtual time, so that one that hangs is a deadlock. */
  abstract static class LayerContract extends ByteStreamContract {

    abstract Layer layer(MemoryStream below);

    @Override
    protected void runTest(Action test) {
      run(VirtualTime.options(), test);
    }

    @Override
    protected Ends connect(EventLoop loop) {
      MemoryStream near = MemoryStream.create(loop, 1000);
      return new Ends(layer(near), layer(near.peer()));
    }
  }

  static class RightStream extends LayerContract {

    @Override
    Layer layer(MemoryStream below) {
      return new Layer(below);
    }
  }

  @Test
  void whatTheBrokenOnesAreMadeFromIsRight() {
    assertThat(Samples.failedTests(RightStream.class)).isEmpty();
  }

  static class StreamThatLosesWhatDidNotFit extends LayerContract {

    @Override
    Layer layer(MemoryStream below) {
      return new Layer(below) {
        @Override
        public int write(ByteBuffer source) throws IOException {
          int count = super.write(source);
          if (count > 0) {
            source.position(source.limit());
          }
          return count;
        }
      };
    }
  }

  @Test
  void aStreamThatLosesWhatDidNotFit() {
    assertThat(Samples.failedTests(StreamThatLosesWhatDidNotFit.class))
        .contains("repetition 1 of 3");
  }

  /** Takes the end of the other's output for its own. */
  static class StreamThatEndsBeforeItsData extends LayerContract {

    @Override
    Layer layer(MemoryStream below) {
      return new Layer(below) {
        @Override
        public int read(ByteBuffer target) throws IOException {
          return below.peer().isClosed() ? -1 : super.read(target);
        }
      };
    }
  }

  @Test
  void aStreamThatEndsBeforeItsData() {
    assertThat(Samples.failedTests(StreamThatEndsBeforeItsData.class))
        .contains("theEndComesAfterTheData()");
  }

  static class StreamThatIsAtItsEndWhenClosed extends LayerContract {

    @Override
    Layer layer(MemoryStream below) {
      return new Layer(below) {
        @Override
        public int read(ByteBuffer target) throws IOException {
          return isClosed() ? -1 : super.read(target);
        }
      };
    }
  }

  @Test
  void aStreamThatIsAtItsEndWhenClosed() {
    assertThat(Samples.failedTests(StreamThatIsAtItsEndWhenClosed.class))
        .contains("aClosedStreamRefusesEverything()");
  }

  static class StreamThatWritesFromTheStart extends LayerContract {

    @Override
    Layer layer(MemoryStream below) {
      return new Layer(below) {
        @Override
        public int write(ByteBuffer source) throws IOException {
          int count = super.write(source.duplicate().rewind().limit(source.remaining()));
          source.position(source.position() + count);
          return count;
        }
      };
    }
  }

  @Test
  void aStreamThatWritesFromTheStart() {
    assertThat(Samples.failedTests(StreamThatWritesFromTheStart.class))
        .contains("onlyWhatLiesBetweenPositionAndLimitIsTouched()");
  }

  static class StreamThatRemembersACancelledReader extends LayerContract {

    @Override
    Layer layer(MemoryStream below) {
      return new Layer(below) {

        private boolean awaited;

        @Override
        public void awaitReadable() throws IOException {
          if (awaited) {
            throw new IllegalStateException("another task waits");
          }
          awaited = true;
          super.awaitReadable();
          awaited = false;
        }
      };
    }
  }

  @Test
  void aStreamThatRemembersACancelledReader() {
    assertThat(Samples.failedTests(StreamThatRemembersACancelledReader.class))
        .contains("aCancelledWaitLeavesNothingBehind()");
  }

  // ---- listeners

  /** A listener that is right, but for what a subclass changes. */
  private static class Entrance implements Listener {

    final Listener below;

    Entrance(Listener below) {
      this.below = below;
    }

    @Override
    public @Nullable ByteStream accept() throws IOException {
      return below.accept();
    }

    @Override
    public void awaitConnection() throws IOException {
      below.awaitConnection();
    }

    @Override
    public void onConnection(@Nullable Runnable callback) {
      below.onConnection(callback);
    }

    @Override
    public SocketAddress localAddress() {
      return below.localAddress();
    }

    @Override
    public boolean isClosed() {
      return below.isClosed();
    }

    @Override
    public void close() {
      below.close();
    }
  }

  abstract static class EntranceContract extends ListenerContract {

    abstract Entrance entrance(Listener below);

    @Override
    protected void runTest(Action test) {
      run(
          VirtualTime.options(),
          () -> {
            SimulatedNetwork.install(1);
            test.run();
          });
    }

    @Override
    protected Listener listen(EventLoop loop) throws IOException {
      InetSocketAddress anyPort = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
      return entrance(Network.of(loop).listen(anyPort, ListenOptions.DEFAULT));
    }

    @Override
    protected ByteStream connect(EventLoop loop, Listener listener) throws IOException {
      return Network.of(loop).connect(listener.localAddress(), null);
    }
  }

  static class RightListener extends EntranceContract {

    @Override
    Entrance entrance(Listener below) {
      return new Entrance(below);
    }
  }

  @Test
  void theListenerThatTheBrokenOnesAreMadeFromIsRight() {
    assertThat(Samples.failedTests(RightListener.class)).isEmpty();
  }

  static class ListenerThatAcceptsOneTwice extends EntranceContract {

    @Override
    Entrance entrance(Listener below) {
      return new Entrance(below) {

        private @Nullable ByteStream last;

        @Override
        public @Nullable ByteStream accept() throws IOException {
          ByteStream accepted = super.accept();
          if (accepted != null) {
            last = accepted;
          }
          return last;
        }
      };
    }
  }

  @Test
  void aListenerThatAcceptsOneTwice() {
    assertThat(Samples.failedTests(ListenerThatAcceptsOneTwice.class))
        .contains("severalAreAcceptedEachOnce()");
  }

  static class ListenerThatIsOnlyEmptyWhenClosed extends EntranceContract {

    @Override
    Entrance entrance(Listener below) {
      return new Entrance(below) {
        @Override
        public @Nullable ByteStream accept() throws IOException {
          return isClosed() ? null : super.accept();
        }
      };
    }
  }

  @Test
  void aListenerThatIsOnlyEmptyWhenClosed() {
    assertThat(Samples.failedTests(ListenerThatIsOnlyEmptyWhenClosed.class))
        .contains("aClosedListenerRefusesEverything()");
  }

  static class ListenerThatRemembersACancelledWaiter extends EntranceContract {

    @Override
    Entrance entrance(Listener below) {
      return new Entrance(below) {

        private boolean awaited;

        @Override
        public void awaitConnection() throws IOException {
          if (awaited) {
            throw new IllegalStateException("another task waits");
          }
          awaited = true;
          super.awaitConnection();
          awaited = false;
        }
      };
    }
  }

  @Test
  void aListenerThatRemembersACancelledWaiter() {
    assertThat(Samples.failedTests(ListenerThatRemembersACancelledWaiter.class))
        .contains("aCancelledWaitLeavesNothingBehind()");
  }

  static class ListenerThatTakesItsConnectionsAlong extends EntranceContract {

    @Override
    Entrance entrance(Listener below) {
      return new Entrance(below) {

        private @Nullable ByteStream last;

        @Override
        public @Nullable ByteStream accept() throws IOException {
          last = super.accept();
          return last;
        }

        @Override
        public void close() {
          super.close();
          if (last != null) {
            last.close();
          }
        }
      };
    }
  }

  @Test
  void aListenerThatTakesItsConnectionsAlong() {
    assertThat(Samples.failedTests(ListenerThatTakesItsConnectionsAlong.class))
        .contains("connectionsOutliveTheListener()");
  }
}
