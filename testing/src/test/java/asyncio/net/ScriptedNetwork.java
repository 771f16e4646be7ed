package asyncio.net;

import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A network on which each address answers as it is told, after a time. */
final class ScriptedNetwork implements Network {

  private static final Duration LOOK_UP_TIME = seconds(0.125);

  private record Answer(Duration after, @Nullable IOException failure) {}

  private final Map<String, List<InetAddress>> hosts = new HashMap<>();
  private final Map<InetAddress, Answer> answers = new HashMap<>();
  private final Set<String> unusableLocals = new HashSet<>();

  /** Who was tried and when, in the order of the attempts. */
  final List<String> attempts = new ArrayList<>();

  final Set<ScriptedStream> open = new HashSet<>();

  static InetAddress address(String literal) {
    return InetAddress.ofLiteral(literal);
  }

  ScriptedNetwork host(String name, String... literals) {
    List<InetAddress> addresses = new ArrayList<>();
    for (String literal : literals) {
      addresses.add(address(literal));
    }
    hosts.put(name, addresses);
    return this;
  }

  ScriptedNetwork connects(String literal, double seconds) {
    answers.put(address(literal), new Answer(seconds(seconds), null));
    return this;
  }

  ScriptedNetwork fails(String literal, double seconds, String message) {
    answers.put(address(literal), new Answer(seconds(seconds), new IOException(message)));
    return this;
  }

  ScriptedNetwork cannotBind(String literal) {
    unusableLocals.add(literal);
    return this;
  }

  @Override
  public List<InetAddress> resolve(String host) throws IOException {
    sleep(LOOK_UP_TIME);
    List<InetAddress> addresses = hosts.get(host);
    if (addresses == null) {
      throw new UnknownHostException(host);
    }
    return addresses;
  }

  @Override
  public ByteStream connect(SocketAddress remote, @Nullable SocketAddress local)
      throws IOException {
    InetAddress target = ((InetSocketAddress) remote).getAddress();
    double now = getRunningLoop().time() - LOOK_UP_TIME.toNanos() / 1e9;
    String from =
        local == null ? "" : " from " + ((InetSocketAddress) local).getAddress().getHostAddress();
    attempts.add(target.getHostAddress() + from + " at " + now);
    if (local != null
        && unusableLocals.contains(((InetSocketAddress) local).getAddress().getHostAddress())) {
      throw new BindException("cannot bind" + from);
    }
    Answer answer = answers.getOrDefault(target, new Answer(Duration.ofDays(1), null));
    sleep(answer.after());
    if (answer.failure() != null) {
      throw answer.failure();
    }
    ScriptedStream stream = new ScriptedStream(target);
    open.add(stream);
    return stream;
  }

  @Override
  public Listener listen(SocketAddress local, ListenOptions options) {
    throw new UnsupportedOperationException("this network only connects");
  }

  /** Knows where it leads, and whether it is open. */
  final class ScriptedStream implements ByteStream {

    private final InetAddress peer;

    ScriptedStream(InetAddress peer) {
      this.peer = peer;
    }

    @Override
    public int read(ByteBuffer target) {
      return -1;
    }

    @Override
    public int write(ByteBuffer source) {
      return 0;
    }

    @Override
    public void awaitReadable() {}

    @Override
    public void awaitWritable() {}

    @Override
    public void onReadable(@Nullable Runnable callback) {}

    @Override
    public void onWritable(@Nullable Runnable callback) {}

    @Override
    public boolean canHalfClose() {
      return false;
    }

    @Override
    public void shutdownOutput() {}

    @Override
    public boolean isClosed() {
      return !open.contains(this);
    }

    @Override
    public void close() {
      open.remove(this);
    }

    @Override
    public @Nullable Object extraInfo(String name) {
      return name.equals("peername") ? peer : null;
    }
  }
}
