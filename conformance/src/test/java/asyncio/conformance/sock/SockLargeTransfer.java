package asyncio.conformance.sock;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.sockRecvInto;
import static asyncio.Asyncio.sockSendall;

import asyncio.conformance.RealTimeScenario;
import asyncio.task.Task;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * {@code sockSendall} returns when everything is handed over, however much it is; receiving into a
 * buffer tells how much came.
 */
public final class SockLargeTransfer extends RealTimeScenario {

  private static long receive(SocketChannel channel) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(65536);
    long total = 0;
    for (int count = sockRecvInto(channel, buffer);
        count > 0;
        count = sockRecvInto(channel, buffer.clear())) {
      total += count;
    }
    return total;
  }

  @Override
  protected void main() {
    run(
        () -> {
          try (SockPair pair = SockPair.open()) {
            Task<Long> receiver = createTask(() -> receive(pair.b()));
            sockSendall(pair.a(), new byte[5_000_000]);
            print("sent", null);
            pair.a().close();
            print("received", receiver.await());
          }
        });
  }
}
