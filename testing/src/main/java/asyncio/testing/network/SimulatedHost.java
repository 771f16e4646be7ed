package asyncio.testing.network;

import asyncio.Asyncio;
import asyncio.context.ContextVar;
import asyncio.task.Action;
import asyncio.task.Awaitable;
import asyncio.task.Coroutine;
import asyncio.task.EventLoop;
import asyncio.task.Task;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
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
  private final Bindings<SimulatedListener> listeners = new Bindings<>();
  private final Bindings<SimulatedDatagrams> datagrams = new Bindings<>();
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

  /** Under which others reach it; its loopback addresses reach nobody but itself. */
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
   * until they send something and are told that nobody knows the connection. What a partition has
   * held back of this host is not sent again.
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

  @Nullable SimulatedListener listener(InetSocketAddress target) {
    return listeners.find(target);
  }

  @Nullable SimulatedDatagrams datagrams(InetSocketAddress target) {
    return datagrams.find(target);
  }

  SimulatedListener listen(InetSocketAddress local, int backlog) throws BindException {
    InetSocketAddress bound = bind(local, listeners);
    SimulatedListener listener = new SimulatedListener(this, bound, backlog);
    listeners.add(bound, listener);
    return listener;
  }

  /**
   * @param remote whom alone the socket talks to, or null
   */
  SimulatedDatagrams openDatagrams(InetSocketAddress local, @Nullable InetSocketAddress remote)
      throws IOException {
    InetAddress address =
        remote == null
            ? local.getAddress()
            : sourceAddress(own(local.getAddress()), remote.getAddress());
    InetSocketAddress bound = bind(new InetSocketAddress(address, local.getPort()), datagrams);
    SimulatedDatagrams socket = new SimulatedDatagrams(network, this, bound, remote);
    datagrams.add(bound, socket);
    return socket;
  }

  private InetSocketAddress bind(InetSocketAddress local, Bindings<?> taken) throws BindException {
    InetAddress at = own(local.getAddress());
    int port = local.getPort() == 0 ? freePort(at, taken) : local.getPort();
    if (taken.isTaken(at, port)) {
      throw new BindException(
          "Address already in use: " + at.getHostAddress() + ":" + port + " of " + name);
    }
    return new InetSocketAddress(at, port);
  }

  private InetAddress own(InetAddress wanted) throws BindException {
    if (wanted.isAnyLocalAddress() || wanted.isLoopbackAddress() || wanted.equals(address)) {
      return wanted;
    }
    throw new BindException(
        "Cannot assign requested address: the code runs on "
            + name
            + ", which has "
            + address.getHostAddress()
            + " and not "
            + wanted.getHostAddress()
            + "; run it on the other host, see SimulatedHost.run");
  }

  private int freePort(InetAddress at, Bindings<?> taken) throws BindException {
    int first = takePort();
    int port = first;
    while (taken.isTaken(at, port)) {
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

  /**
   * Where a connection to a target comes from.
   *
   * @param wanted the address to bind to, and 0 or the port
   */
  InetSocketAddress source(InetSocketAddress wanted, InetAddress target) throws IOException {
    InetAddress from = sourceAddress(own(wanted.getAddress()), target);
    return new InetSocketAddress(from, wanted.getPort() == 0 ? takePort() : wanted.getPort());
  }

  /** Which of its addresses a target sees, if something is sent from where a socket is bound. */
  InetAddress sourceAddress(InetAddress bound, InetAddress target) throws SocketException {
    boolean stays = target.isLoopbackAddress() || target.equals(address);
    if (bound.isLoopbackAddress() && !stays) {
      throw new SocketException(
          "Invalid argument: what is bound to "
              + bound.getHostAddress()
              + " cannot send to other hosts, such as "
              + target.getHostAddress()
              + "; bind to no address, or to "
              + address.getHostAddress());
    }
    if (!bound.isAnyLocalAddress()) {
      return bound;
    }
    return target.isLoopbackAddress() ? target : address;
  }

  void remove(SimulatedListener listener) {
    listeners.remove(listener.localAddress());
  }

  void remove(SimulatedDatagrams socket) {
    datagrams.remove(socket.localAddress());
  }

  List<String> describeOpen() {
    List<String> open = new ArrayList<>();
    listeners.all().forEach(each -> open.add(each + ", opened at " + each.origin()));
    datagrams.all().forEach(each -> open.add(each + ", opened at " + each.origin()));
    streams.forEach(each -> open.add(each + ", opened at " + each.origin()));
    return open;
  }

  @Override
  public String toString() {
    return name;
  }
}
