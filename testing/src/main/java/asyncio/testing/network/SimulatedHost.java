package asyncio.testing.network;

import asyncio.Asyncio;
import asyncio.context.ContextVar;
import asyncio.task.Action;
import asyncio.task.Awaitable;
import asyncio.task.Coroutine;
import asyncio.task.EventLoop;
import asyncio.task.Task;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A machine of a {@link SimulatedNetwork}. Code runs on it if a task was started on it, or by
 * {@link #run}, and so do the tasks that this code starts. Loop thread only.
 */
public final class SimulatedHost {

  private static final int FIRST_EPHEMERAL_PORT = 49_152;
  private static final int LAST_PORT = 65_535;

  private static final ContextVar<SimulatedHost> CURRENT = ContextVar.of("host");

  private final SimulatedNetwork network;
  private final String name;
  private final InetAddress address;
  private final Map<Integer, SimulatedListener> listeners = new HashMap<>();
  private final Map<Integer, SimulatedDatagrams> datagrams = new HashMap<>();
  private final Set<SimulatedStream> streams = new LinkedHashSet<>();
  private int nextPort = FIRST_EPHEMERAL_PORT;

  SimulatedHost(SimulatedNetwork network, String name, InetAddress address) {
    this.network = network;
    this.name = name;
    this.address = address;
  }

  /** The host that the caller runs on, or the one given. */
  static SimulatedHost currentOr(SimulatedHost other) {
    return CURRENT.get(other);
  }

  /** The name under which others find it. */
  public String name() {
    return name;
  }

  /** Its one address. */
  public InetAddress address() {
    return address;
  }

  /** An address of this host with a port. */
  public InetSocketAddress at(int port) {
    return new InetSocketAddress(address, port);
  }

  /**
   * Runs code on this host, in the current task.
   *
   * @throws Exception what the code throws
   */
  public void run(Action code) throws Exception {
    ContextVar.Token<SimulatedHost> token = CURRENT.set(this);
    try {
      code.run();
    } finally {
      CURRENT.reset(token);
    }
  }

  /** Starts a task on this host; it is named after the host. */
  public Task<@Nullable Void> start(Action code) {
    return start(Coroutine.of(code));
  }

  /** Starts a task with a result on this host; it is named after the host. */
  public <T extends @Nullable Object> Task<T> start(Awaitable<T> code) {
    return Asyncio.createTask(
        name,
        () -> {
          CURRENT.set(this);
          return code.await();
        });
  }

  /**
   * Loses all connections without a word to the other ends, as a machine does that is switched off
   * and on again. Here they are broken at once; the other ends are half-open: they hear nothing,
   * until they send something and are told that nobody knows the connection.
   */
  public void loseConnections() {
    List.copyOf(streams).forEach(SimulatedStream::forget);
  }

  // ---- for the network

  EventLoop loop() {
    return network.loop();
  }

  void add(SimulatedStream stream) {
    streams.add(stream);
  }

  void remove(SimulatedStream stream) {
    streams.remove(stream);
  }

  Set<SimulatedStream> streams() {
    return streams;
  }

  @Nullable SimulatedListener listener(int port) {
    return listeners.get(port);
  }

  @Nullable SimulatedDatagrams datagrams(int port) {
    return datagrams.get(port);
  }

  SimulatedListener listen(int port, int backlog) throws BindException {
    InetSocketAddress bound = bind(port, listeners);
    SimulatedListener listener = new SimulatedListener(this, bound, backlog);
    listeners.put(bound.getPort(), listener);
    return listener;
  }

  SimulatedDatagrams openDatagrams(int port, @Nullable InetSocketAddress remote)
      throws BindException {
    InetSocketAddress bound = bind(port, datagrams);
    SimulatedDatagrams socket = new SimulatedDatagrams(network, this, bound, remote);
    datagrams.put(bound.getPort(), socket);
    return socket;
  }

  private InetSocketAddress bind(int port, Map<Integer, ?> taken) throws BindException {
    int chosen = port == 0 ? freePort(taken) : port;
    if (taken.containsKey(chosen)) {
      throw new BindException("Address already in use: " + name + ":" + chosen);
    }
    return at(chosen);
  }

  private int freePort(Map<Integer, ?> taken) throws BindException {
    int first = takePort();
    int port = first;
    while (taken.containsKey(port)) {
      port = takePort();
      if (port == first) {
        throw new BindException("all ports of " + name + " are in use");
      }
    }
    return port;
  }

  /** They come round again, as those of a real host do. */
  private int takePort() {
    int port = nextPort;
    nextPort = port == LAST_PORT ? FIRST_EPHEMERAL_PORT : port + 1;
    return port;
  }

  /** Where a connection comes from that binds to no port itself. */
  InetSocketAddress ephemeral() {
    return at(takePort());
  }

  void remove(SimulatedListener listener) {
    listeners.remove(listener.localAddress().getPort());
  }

  void remove(SimulatedDatagrams socket) {
    datagrams.remove(socket.localAddress().getPort());
  }

  List<String> describeOpen() {
    List<String> open = new ArrayList<>();
    listeners.values().forEach(each -> open.add(each + ", opened at " + each.origin()));
    datagrams.values().forEach(each -> open.add(each + ", opened at " + each.origin()));
    streams.forEach(each -> open.add(each + ", opened at " + each.origin()));
    return open;
  }

  @Override
  public String toString() {
    return name;
  }
}
