package asyncio.stream;

import static asyncio.Asyncio.createFuture;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.net.MemoryStream;
import asyncio.net.Server;
import asyncio.task.EventLoop;
import asyncio.task.Future;
import asyncio.testing.AsyncTest;
import java.nio.ByteBuffer;

/** What a cancelled handler has sent goes out, unless the peer does not take it for too long. */
class CancelledHandlerTest {

  private static final int SENT = 100_000;

  private interface Peer {
    void behave(MemoryStream peer) throws Exception;
  }

  /** Returns when the server had its connection off its books. */
  private static double endOfACancelledHandler(Peer peer) throws Exception {
    EventLoop loop = getRunningLoop();
    MemoryStream stream = MemoryStream.create(loop, 1000);
    Future<Double> ended = createFuture();
    Server.Service service =
        HandledConnection.service(
            loop, connection -> connection.writer().send(new byte[SENT]), ServerOptions.DEFAULT);
    Server.Client client = service.begin(stream, () -> ended.setResult(loop.time()));
    sleep(seconds(1));
    client.cancel("enough");
    sleep(seconds(1));
    peer.behave(stream.peer());
    double end = ended.await();
    assertThat(stream.isClosed()).isTrue();
    assertThat(loop.statistics().timers()).isZero();
    return end;
  }

  @AsyncTest
  void aPeerThatTakesItAllEndsIt() throws Exception {
    double end =
        endOfACancelledHandler(
            peer -> {
              ByteBuffer all = ByteBuffer.allocate(SENT);
              while (all.hasRemaining()) {
                peer.awaitReadable();
                peer.read(all);
              }
            });
    assertThat(end).isEqualTo(2);
  }

  @AsyncTest
  void aPeerThatTakesNothingIsLeftAfterHalfAMinute() throws Exception {
    assertThat(endOfACancelledHandler(_ -> {})).isEqualTo(31);
  }
}
