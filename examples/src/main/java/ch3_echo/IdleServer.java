// A server whose clients are silent costs nothing: the loop sleeps until the system reports that a
// socket is ready. A poller that counts shows how rarely it wakes up. (L3.T05)
import static asyncio.Asyncio.*;

import asyncio.net.Server;
import asyncio.spi.Clock;
import asyncio.spi.Poller;
import asyncio.spi.ReadyListener;
import asyncio.spi.Watch;
import asyncio.stream.Connection;
import asyncio.task.EventLoop;
import asyncio.task.RunOptions;
import java.nio.channels.SelectableChannel;

static final int CLIENTS = 100;

void main() {
  CountingPoller poller = new CountingPoller();
  run(RunOptions.on(() -> new EventLoop(Clock.system(), poller)), () -> program(poller));
}

void program(CountingPoller poller) throws IOException {
  List<Connection> clients = new ArrayList<>();
  try (Server server = startServer((reader, _) -> reader.read(), "127.0.0.1", 0)) {
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(openConnection("127.0.0.1", server.port()));
    }
    while (server.clients().size() < CLIENTS) {
      sleep(seconds(0.01));
    }
    int before = poller.waits;
    sleep(seconds(0.5));
    IO.println("silent clients: " + server.clients().size());
    IO.println("the loop woke up less than five times: " + (poller.waits - before < 5));
  } finally {
    for (Connection client : clients) {
      client.close();
    }
  }
}

/** The ordinary poller, counted. */
static class CountingPoller implements Poller {

  private final Poller poller = Poller.selecting();
  int waits;

  @Override
  public void await(long timeoutNanos, boolean foreignWork) {
    waits++;
    poller.await(timeoutNanos, foreignWork);
  }

  @Override
  public boolean wantsLookIns() {
    return poller.wantsLookIns();
  }

  @Override
  public Watch watch(SelectableChannel channel, ReadyListener listener) throws IOException {
    return poller.watch(channel, listener);
  }

  @Override
  public ReadyListener watcherOf(SelectableChannel channel) {
    return poller.watcherOf(channel);
  }

  @Override
  public void wakeup() {
    poller.wakeup();
  }

  @Override
  public void close() {
    poller.close();
  }
}
