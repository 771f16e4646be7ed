package asyncio.conformance.transport;

import static asyncio.Asyncio.createFuture;
import static asyncio.Asyncio.startServer;

import asyncio.net.Server;
import asyncio.net.WriteLimits;
import asyncio.stream.StreamReader;
import asyncio.stream.StreamWriter;
import asyncio.sync.Event;
import asyncio.task.Future;
import asyncio.transport.Protocol;
import asyncio.transport.Transport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Port of {@code transport_pause_writing}. */
public final class TransportPauseWriting extends TransportScenario {

  private final List<String> log = new ArrayList<>();
  private final Event go = new Event();
  private final Event finished = new Event();

  private void serve(StreamReader reader, StreamWriter writer) throws IOException {
    go.await();
    while (reader.read(65536).length > 0) {
      // only to make room
    }
    writer.close();
    finished.set();
  }

  @Override
  protected void main() {
    run(
        () -> {
          Future<Boolean> resumed = createFuture();
          Server server = startServer(this::serve, "127.0.0.1", 0);
          Transport transport =
              connect(
                      () ->
                          new Protocol() {
                            @Override
                            public void pauseWriting() {
                              log.add("pause");
                            }

                            @Override
                            public void resumeWriting() {
                              log.add("resume");
                              resumed.setResult(true);
                            }
                          },
                      server)
                  .transport();
          transport.setWriteBufferLimits(WriteLimits.high(4096));
          WriteLimits limits = transport.getWriteBufferLimits();
          print(List.of(limits.low(), limits.high()));
          transport.write(bytes("small"));
          print("after little:", log);
          transport.write(new byte[20_000_000]);
          transport.write(new byte[1000]);
          print("after much:", String.join(" ", log));
          go.set();
          resumed.await();
          print("in the end:", String.join(" ", log), transport.getWriteBufferSize() <= 1024);
          transport.close();
          finished.await();
          server.close();
        });
  }
}
