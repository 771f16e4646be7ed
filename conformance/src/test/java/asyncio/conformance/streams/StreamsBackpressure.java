package asyncio.conformance.streams;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.millis;
import static asyncio.Asyncio.sleep;

import asyncio.net.Server;
import asyncio.net.WriteLimits;
import asyncio.stream.Connection;
import asyncio.stream.StreamReader;
import asyncio.stream.StreamWriter;
import asyncio.sync.Event;
import asyncio.task.Task;
import java.io.IOException;

/** drain waits while the write buffer is above its limit, until the peer reads. */
public final class StreamsBackpressure extends StreamScenario {

  private final Event go = new Event();
  private final Event finished = new Event();

  private void serve(StreamReader reader, StreamWriter writer) throws IOException {
    go.await();
    int total = 0;
    for (byte[] data : reader.chunks()) {
      total += data.length;
    }
    print("server: got", total);
    writer.close();
    finished.set();
  }

  @Override
  protected void main() {
    run(
        () -> {
          Server server = start(this::serve);
          Connection connection = connect(server);
          StreamWriter writer = connection.writer();
          writer.setWriteLimits(WriteLimits.high(1024));
          writer.drain();
          print("nothing written: drain returns at once");
          writer.write(new byte[20_000_000]);
          Task<Void> drain = createTask(() -> writer.drain());
          sleep(millis(100));
          print("drain done", drain.done(), "buffered", writer.writeBufferSize() > 1024);
          go.set();
          drain.await();
          print("drained", writer.writeBufferSize() <= 1024);
          writer.close();
          finished.await();
          server.close();
        });
  }
}
