package asyncio.net;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.newEventLoop;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.sockRecv;
import static asyncio.support.Refusals.assertIllegalArgument;
import static asyncio.support.Refusals.assertIllegalState;
import static asyncio.support.Settling.settleSockets;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.spi.Clock;
import asyncio.spi.Poller;
import asyncio.task.CancelledError;
import asyncio.task.EventLoop;
import asyncio.task.Future;
import asyncio.task.Readiness;
import asyncio.task.Task;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How a loop waits for channels: readers, writers, tasks. */
@Timeout(30)
class ReadinessTest {

  private interface PairBody {
    void run(EventLoop loop, SocketChannel one, SocketChannel other) throws Exception;
  }

  private static void runWithPair(PairBody body) {
    run(
        () -> {
          try (SocketPair pair = SocketPair.open()) {
            body.run(getRunningLoop(), pair.one(), pair.other());
          }
        });
  }

  private static void send(SocketChannel channel) throws IOException {
    channel.write(ByteBuffer.wrap(new byte[] {1}));
  }

  private static void giveWay() {
    sleep(Duration.ZERO);
  }

  // ---- addReader, addWriter

  @Test
  void aReaderIsCalledInEveryIterationInWhichThereIsSomething() {
    runWithPair(
        (loop, one, other) -> {
          Future<@Nullable Void> threeCalls = loop.createFuture();
          AtomicInteger calls = new AtomicInteger();
          loop.addReader(
              one,
              () -> {
                if (calls.incrementAndGet() == 3) {
                  threeCalls.setResult(null);
                  loop.removeReader(one);
                }
              });
          send(other);
          threeCalls.await();
          settleSockets();
          assertThat(calls).hasValue(3);
        });
  }

  @Test
  void aSecondReaderReplacesTheFirst() {
    runWithPair(
        (loop, one, other) -> {
          List<String> calls = new ArrayList<>();
          Future<@Nullable Void> called = loop.createFuture();
          loop.addReader(one, () -> calls.add("first"));
          loop.addReader(
              one,
              () -> {
                calls.add("second");
                loop.removeReader(one);
                called.setResult(null);
              });
          send(other);
          called.await();
          assertThat(calls).containsExactly("second");
        });
  }

  @Test
  void aReaderThatIsRemovedAfterTheEventIsNotCalled() {
    runWithPair(
        (loop, one, other) -> {
          AtomicInteger calls = new AtomicInteger();
          Task<@Nullable Void> waiting =
              createTask(
                  () -> {
                    loop.readiness(one).awaitReadable("the test");
                    loop.removeReader(one); // its call is scheduled behind this task
                  });
          giveWay();
          loop.addReader(one, calls::incrementAndGet);
          send(other);
          waiting.await();
          settleSockets();
          assertThat(calls).hasValue(0);
        });
  }

  @Test
  void removingTellsWhetherThereWasOne() {
    runWithPair(
        (loop, one, other) -> {
          assertThat(loop.removeReader(one)).isFalse();
          assertThat(loop.removeWriter(one)).isFalse();
          loop.addReader(one, () -> {});
          loop.addWriter(one, () -> {});
          assertThat(loop.removeReader(one)).isTrue();
          assertThat(loop.removeReader(one)).isFalse();
          assertThat(loop.removeWriter(one)).isTrue();
          assertThat(loop.removeWriter(one)).isFalse();
        });
  }

  @Test
  void aWriterIsCalledWhileThereIsRoom() {
    runWithPair(
        (loop, one, other) -> {
          ByteBuffer much = ByteBuffer.allocate(20_000_000);
          Future<@Nullable Void> full = loop.createFuture();
          loop.addWriter(
              one,
              () -> {
                try {
                  one.write(much);
                } catch (IOException e) {
                  full.setException(e);
                }
                if (much.hasRemaining() && !full.done()) {
                  full.setResult(null);
                }
              });
          full.await();
          loop.removeWriter(one);
          int left = much.remaining();
          settleSockets();
          assertThat(much.remaining()).isEqualTo(left);
        });
  }

  @Test
  void readerAndWriterOfOneChannelAreIndependent() {
    runWithPair(
        (loop, one, other) -> {
          Future<@Nullable Void> read = loop.createFuture();
          Future<@Nullable Void> written = loop.createFuture();
          loop.addReader(one, () -> complete(read));
          loop.addWriter(one, () -> complete(written));
          written.await();
          assertThat(read.done()).isFalse();
          loop.removeWriter(one);
          send(other);
          read.await();
        });
  }

  private static void complete(Future<@Nullable Void> future) {
    if (!future.done()) {
      future.setResult(null);
    }
  }

  @Test
  void aFailingReaderIsReportedAndCalledAgain() {
    runWithPair(
        (loop, one, other) -> {
          Future<@Nullable Void> twice = loop.createFuture();
          AtomicInteger reports = new AtomicInteger();
          loop.setExceptionHandler(
              (_, _) -> {
                if (reports.incrementAndGet() == 2) {
                  loop.removeReader(one);
                  twice.setResult(null);
                }
              });
          loop.addReader(
              one,
              () -> {
                throw new IllegalStateException("deliberate");
              });
          send(other);
          twice.await();
        });
  }

  // ---- refusals

  @Test
  void theChannelOfAStreamIsRefused() {
    runWithPair(
        (loop, one, other) -> {
          try (SocketStream _ = new SocketStream(loop, one, null)) {
            assertIllegalState(
                () -> loop.addReader(one, () -> {}), "is used by", "SocketStream", "your own");
            assertIllegalState(
                () -> loop.addWriter(one, () -> {}), "is used by", "SocketStream", "your own");
          }
        });
  }

  @Test
  void aBlockingChannelIsRefused() {
    runWithPair(
        (loop, one, other) -> {
          one.configureBlocking(true);
          assertIllegalArgument(
              () -> loop.addReader(one, () -> {}),
              "must be non-blocking",
              one.toString(),
              "configureBlocking(false)");
        });
  }

  @Test
  void aClosedChannelIsRefused() {
    runWithPair(
        (loop, one, other) -> {
          one.close();
          assertThatThrownBy(() -> loop.addReader(one, () -> {}))
              .isInstanceOf(ClosedChannelException.class);
          assertThat(loop.removeReader(one)).isFalse();
        });
  }

  @Test
  void aClosedLoopRefusesToAddAndHasNothingToRemove() throws IOException {
    EventLoop loop = newEventLoop();
    try (SocketPair pair = SocketPair.open()) {
      loop.addReader(pair.one(), () -> {});
      loop.close();
      assertThatThrownBy(() -> loop.addReader(pair.one(), () -> {}))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("closed");
      assertThat(loop.removeReader(pair.one())).isFalse();
      pair.one().configureBlocking(true); // the loop has let go of it
    }
  }

  @Test
  void aLoopWithoutASelectorSaysSo() {
    EventLoop loop = new EventLoop(Clock.system(), Poller.parking());
    try (loop;
        SocketPair pair = SocketPair.open()) {
      assertThatThrownBy(() -> loop.addReader(pair.one(), () -> {}))
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessageContaining("watches no channels");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  // ---- closing

  @Test
  void closingTheChannelWakesWhoWaits() {
    runWithPair(
        (loop, one, other) -> {
          Task<byte[]> receiving = createTask(() -> sockRecv(one, 10));
          Task<@Nullable Void> writing =
              createTask(
                  () -> {
                    while (true) {
                      ByteBuffer chunk = ByteBuffer.allocate(1_000_000);
                      one.write(chunk);
                      if (chunk.hasRemaining()) {
                        loop.readiness(one).awaitWritable("the test");
                      }
                    }
                  });
          settleSockets();
          one.close();
          assertThatThrownBy(receiving::await).isInstanceOf(AsynchronousCloseException.class);
          assertThatThrownBy(writing::await).isInstanceOf(AsynchronousCloseException.class);
        });
  }

  @Test
  void closingTheChannelDropsItsCallbacks() {
    runWithPair(
        (loop, one, other) -> {
          AtomicInteger calls = new AtomicInteger();
          loop.addReader(one, calls::incrementAndGet);
          giveWay();
          one.close();
          settleSockets();
          assertThat(calls).hasValue(0);
          assertThat(loop.removeReader(one)).isFalse();
        });
  }

  @Test
  void closingFromAnotherThreadIsSeenWithTheNextEvent() {
    runWithPair(
        (loop, one, other) -> {
          Task<byte[]> receiving = createTask(() -> sockRecv(one, 10));
          settleSockets();
          Thread closer =
              new Thread(
                  () -> {
                    try {
                      one.close();
                    } catch (IOException e) {
                      throw new AssertionError(e);
                    }
                    loop.callSoonThreadsafe(() -> {});
                  });
          closer.start();
          assertThatThrownBy(receiving::await).isInstanceOf(AsynchronousCloseException.class);
        });
  }

  @Test
  void aWatchThatIsClosedCanBeginAgain() {
    runWithPair(
        (loop, one, other) -> {
          Readiness first = loop.readiness(one);
          assertThat(loop.readiness(one)).isSameAs(first);
          first.close();
          one.configureBlocking(true); // nothing holds it any more
          one.configureBlocking(false);
          Readiness second = loop.readiness(one);
          assertThat(second).isNotSameAs(first);
          send(other);
          second.awaitReadable("the test");
        });
  }

  // ---- cancelling

  @Test
  void aCancelledWaitLeavesNothingBehind() {
    runWithPair(
        (loop, one, other) -> {
          Readiness readiness = loop.readiness(one);
          Task<@Nullable Void> cancelled = createTask(() -> readiness.awaitReadable("the test"));
          giveWay();
          cancelled.cancel();
          assertThatThrownBy(cancelled::await).isInstanceOf(CancelledError.class);
          assertThat(readiness).hasToString("<Readiness of " + one + ">");
          send(other);
          readiness.awaitReadable("the test");
        });
  }

  @Test
  void aWaitThatIsCancelledInTheMomentOfTheEventDoesNotTakeIt() {
    runWithPair(
        (loop, one, other) -> {
          Readiness readiness = loop.readiness(one);
          Task<@Nullable Void> cancelled = createTask(() -> readiness.awaitReadable("the test"));
          giveWay();
          send(other);
          while (readiness.toString().contains("reading")) {
            giveWay();
          }
          assertThat(cancelled.done()).isFalse(); // its turn comes behind this task's
          cancelled.cancel();
          assertThatThrownBy(cancelled::await).isInstanceOf(CancelledError.class);
          readiness.awaitReadable("the test"); // it is still there
        });
  }
}
