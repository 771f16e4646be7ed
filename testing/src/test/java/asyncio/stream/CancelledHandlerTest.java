package asyncio.stream;

import static asyncio.Asyncio.createFuture;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.net.MemoryStream;
import asyncio.net.Server;
import asyncio.task.EventLoop;
import asyncio.task.Future;
import asyncio.testing.VirtualTime;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** What a cancelled handler has sent goes out, unless the peer does not take it for too long. */
class CancelledHandlerTest {

  private static final int SENT = 100_000;

  private interface Peer {
    void behave(MemoryStream peer) throws Exception;
  }

  /** Returns when the server had its connection off its books. */
  private static double endOfACancelledHandler(Peer peer) {
    return run(
        VirtualTime.options(),
        () -> {
          EventLoop loop = getRunningLoop();
          MemoryStream stream = MemoryStream.create(loop, 1000);
          Future<Double> ended = createFuture();
          Server.Service service =
              HandledConnection.service(
                  loop,
                  connection -> connection.writer().send(new byte[SENT]),
                  ServerOptions.DEFAULT);
          Server.Client client = service.begin(stream, () -> ended.setResult(loop.time()));
          sleep(seconds(1));
          client.cancel("enough");
          sleep(seconds(1));
          peer.behave(stream.peer());
          double end = ended.await();
          assertThat(stream.isClosed()).isTrue();
          assertThat(loop.statistics().timers()).isZero();
          return end;
        });
  }

  @Test
  void aPeerThatTakesItAllEndsIt() {
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

  @Test
  void aPeerThatTakesNothingIsLeftAfterHalfAMinute() {
    assertThat(endOfACancelledHandler(_ -> {})).isEqualTo(31);
  }
}
