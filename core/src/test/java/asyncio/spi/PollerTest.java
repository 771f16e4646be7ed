package asyncio.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a loop relies on; a promise that is broken shows as a wait without end. */
@Timeout(30)
class PollerTest {

  private static final class Listener implements ReadyListener {

    private final List<String> events = new ArrayList<>();

    @Override
    public void ready(int operations) {
      events.add("ready " + operations);
    }

    @Override
    public void closed() {
      events.add("closed");
    }
  }

  private interface PipeBody {
    void run(Poller poller, Pipe.SourceChannel source, Pipe.SinkChannel sink) throws IOException;
  }

  private static void withPipe(PipeBody body) throws IOException {
    Pipe pipe = Pipe.open();
    try (Pipe.SourceChannel source = pipe.source();
        Pipe.SinkChannel sink = pipe.sink()) {
      source.configureBlocking(false);
      Poller poller = Poller.selecting();
      body.run(poller, source, sink);
      poller.close();
      poller.wakeup(); // does nothing
    }
  }

  private static void wakeAndAwait(Poller poller) {
    poller.wakeup();
    poller.await(Poller.FOREVER, false);
    poller.wakeup();
    poller.wakeup();
    poller.await(Poller.FOREVER, false);
  }

  @Test
  void aWakeupBeforeTheWaitEndsIt() throws IOException {
    wakeAndAwait(Poller.parking());
    withPipe(
        (poller, source, _) -> {
          wakeAndAwait(poller);
          Watch watch = poller.watch(source, new Listener());
          wakeAndAwait(poller);
          watch.end();
          wakeAndAwait(poller);
        });
  }

  @Test
  void anEndedWatchLeavesTheWakeupForTheWait() throws IOException {
    withPipe(
        (poller, source, _) -> {
          Watch watch = poller.watch(source, new Listener());
          poller.wakeup();
          watch.end();
          poller.await(Poller.FOREVER, false);
        });
  }

  @Test
  void onlyWhatIsOfInterestIsReported() throws IOException {
    withPipe(
        (poller, source, sink) -> {
          Listener listener = new Listener();
          Watch watch = poller.watch(source, listener);
          assertThat(poller.watcherOf(source)).isSameAs(listener);
          sink.write(ByteBuffer.allocate(1));
          poller.await(0, false);
          assertThat(listener.events).isEmpty();
          watch.setInterest(SelectionKey.OP_READ);
          poller.await(Poller.FOREVER, false);
          poller.await(Poller.FOREVER, false);
          assertThat(listener.events).containsExactly("ready 1", "ready 1");
          watch.end();
          watch.end();
          assertThat(poller.watcherOf(source)).isNull();
          poller.await(0, false);
          assertThat(listener.events).hasSize(2);
        });
  }

  @Test
  void aClosedChannelEndsTheWait() throws IOException {
    withPipe(
        (poller, source, _) -> {
          Listener listener = new Listener();
          Watch watch = poller.watch(source, listener);
          watch.setInterest(SelectionKey.OP_READ);
          source.close();
          poller.await(Poller.FOREVER, false);
          assertThat(listener.events).containsExactly("closed");
          watch.setInterest(0);
          watch.end();
          poller.await(0, false);
          assertThat(listener.events).hasSize(1);
        });
  }

  @Test
  void aSelectorWithoutCompanyIsNotLookedInto() throws IOException {
    withPipe(
        (poller, source, _) -> {
          assertThat(poller.wantsLookIns()).isFalse();
          poller.watch(source, new Listener());
          assertThat(poller.wantsLookIns()).isTrue();
        });
  }
}
