package asyncio.conformance.transport;

import static asyncio.Asyncio.createFuture;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.startServer;

import asyncio.net.Server;
import asyncio.stream.StreamReader;
import asyncio.stream.StreamWriter;
import asyncio.task.Future;
import asyncio.transport.Connected;
import asyncio.transport.Protocol;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Port of {@code transport_close_and_abort}. */
public final class TransportCloseAndAbort extends TransportScenario {

  private static final int SIZE = 10_000_000;

  private final class Sender implements Protocol {

    private final Future<Boolean> lost = getRunningLoop().createFuture();

    @Override
    public void connectionLost(@Nullable Throwable failure) {
      print("connection_lost", manner(failure));
      lost.setResult(true);
    }
  }

  private static void serve(StreamReader reader, StreamWriter writer, Future<Integer> received) {
    int total = 0;
    try {
      for (byte[] data = reader.read(65536); data.length > 0; data = reader.read(65536)) {
        total += data.length;
      }
    } catch (IOException connectionBroken) {
      // what has arrived counts
    }
    received.setResult(total);
    writer.close();
  }

  @Override
  protected void main() {
    run(
        () -> {
          for (String way : new String[] {"close", "abort"}) {
            Future<Integer> received = createFuture();
            Server server =
                startServer((reader, writer) -> serve(reader, writer, received), "127.0.0.1", 0);
            Connected<Sender> sender = connect(Sender::new, server);
            sender.transport().write(new byte[SIZE]);
            if (way.equals("close")) {
              sender.transport().close();
            } else {
              sender.transport().abort();
            }
            print(way, "called, closing", sender.transport().isClosing());
            sender.protocol().lost.await();
            print("everything arrived", received.await() == SIZE);
            server.close();
          }
        });
  }
}
