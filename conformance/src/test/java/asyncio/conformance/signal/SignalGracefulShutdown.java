package asyncio.conformance.signal;

import static asyncio.Asyncio.currentTask;
import static asyncio.Asyncio.gather;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.millis;
import static asyncio.Asyncio.openConnection;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.startServer;
import static java.nio.charset.StandardCharsets.UTF_8;

import asyncio.net.Server;
import asyncio.stream.Connection;
import asyncio.stream.StreamReader;
import asyncio.stream.StreamWriter;
import asyncio.sync.Event;
import asyncio.task.Task;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.LinkedHashSet;
import java.util.Set;

/** Port of {@code signal_graceful_shutdown}. */
public final class SignalGracefulShutdown extends SignalScenario {

  private final Set<Task<?>> busy = new LinkedHashSet<>();

  private void serve(StreamReader reader, StreamWriter writer) throws IOException {
    busy.add(currentTask());
    reader.readLine();
    kill("TERM");
    sleep(millis(50));
    writer.write("finished in peace\n".getBytes(UTF_8));
    writer.close();
    busy.remove(currentTask());
  }

  @Override
  protected void main() {
    run(
        () -> {
          Event stop = new Event();
          getRunningLoop().addSignalHandler("TERM", stop::set);
          Server server = startServer(this::serve, "127.0.0.1", 0);
          InetSocketAddress address = (InetSocketAddress) server.addresses().getFirst();
          Connection client = openConnection(address.getHostString(), address.getPort());
          client.writer().write("work\n".getBytes(UTF_8));
          stop.await();
          server.close();
          print("stopping with", busy.size(), "under way");
          gather(busy);
          print(new String(client.reader().readLine(), UTF_8).strip());
          client.writer().close();
        });
  }
}
