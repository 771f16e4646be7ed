package asyncio.examples;

import asyncio.Asyncio;
import asyncio.net.ByteStream;
import asyncio.net.ListenOptions;
import asyncio.net.Listener;
import asyncio.net.MemoryStream;
import asyncio.net.Network;
import asyncio.task.DefaultLoop;
import asyncio.task.EventLoop;
import asyncio.testing.VirtualTime;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A network of one host: some of its ports accept, some refuse, all others are silent. */
final class ScriptedHost implements Network {

  private final Set<Integer> open;
  private final Set<Integer> refusing;
  private int attempts;
  private int mostAttempts;

  ScriptedHost(Set<Integer> open, Set<Integer> refusing) {
    this.open = open;
    this.refusing = refusing;
  }

  /** What an example prints when it meets this network, and when, and the time that it took. */
  List<String> scannedBy(String example, String... arguments) throws Exception {
    VirtualTime time = VirtualTime.create();
    try (Transcript transcript = Transcript.open()) {
      DefaultLoop.replaceDuring(
          () -> Example.named(example).main(arguments),
          () -> {
            EventLoop loop = time.createLoop();
            Network.use(loop, this);
            return loop;
          });
      List<String> lines = new ArrayList<>(transcript.lines());
      lines.add(time.nanos() / 1e9 + " | end");
      return lines.stream().map(String::strip).toList();
    }
  }

  /** How many were under way at a time, at most. */
  int mostAttempts() {
    return mostAttempts;
  }

  @Override
  public List<InetAddress> resolve(String host) {
    return List.of(InetAddress.ofLiteral("192.0.2.1"));
  }

  @Override
  public ByteStream connect(SocketAddress remote, @Nullable SocketAddress local)
      throws ConnectException {
    EventLoop loop = Asyncio.getRunningLoop();
    int port = ((InetSocketAddress) remote).getPort();
    attempts++;
    mostAttempts = Math.max(mostAttempts, attempts);
    try {
      if (refusing.contains(port)) {
        throw new ConnectException("Connection refused");
      }
      if (!open.contains(port)) {
        loop.createFuture().await(); // for ever
      }
      return MemoryStream.create(loop, 1);
    } finally {
      attempts--;
    }
  }

  @Override
  public Listener listen(SocketAddress local, ListenOptions options) {
    throw new UnsupportedOperationException("nobody listens on a host of somebody else");
  }
}
