package asyncio.testing.network;

import asyncio.Asyncio;
import asyncio.net.ByteStream;
import asyncio.net.DatagramOptions;
import asyncio.net.DatagramStream;
import asyncio.net.ListenOptions;
import asyncio.net.Listener;
import asyncio.net.Network;
import asyncio.task.EventLoop;
import asyncio.task.Future;
import asyncio.testing.TestKit;
import asyncio.testing.VirtualTime;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Hosts in memory that reach each other through the ordinary API, with all that can go wrong on the
 * way. Everything that is left to chance comes from a seed. For loops on virtual time. Loop thread
 * only.
 *
 * <p>Code that runs on no host in particular, such as the test itself, runs on one of its own,
 * which others reach at {@code 10.0.0.1}. Names are those of the hosts, and what {@link
 * #setAddresses} says; {@code localhost} and the loopback addresses are on each host the host
 * itself. There are no Unix sockets and no multicast.
 *
 * <p>What is left open at the end of an {@link asyncio.testing.AsyncTest} fails it.
 */
public final class SimulatedNetwork implements Network {

  private record Pair(SimulatedHost from, SimulatedHost to) {}

  private static final String LOCALHOST = "localhost";
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
  private static final InetSocketAddress ANY =
      new InetSocketAddress(InetAddress.ofLiteral("0.0.0.0"), 0);

  private final EventLoop loop;
  private final VirtualTime time;
  private final SplittableRandom random;
  private final Map<String, SimulatedHost> hosts = new LinkedHashMap<>();
  private final Map<String, List<InetAddress>> names = new HashMap<>();
  private final Map<Pair, LinkConditions> links = new HashMap<>();
  private final Partitions partitions = new Partitions();
  private final Set<Lane> lanes = new LinkedHashSet<>();
  private final SimulatedHost localhost;
  private LinkConditions conditions = LinkConditions.DEFAULT;
  private Duration lookUpTime = Duration.ZERO;
  private int nextNumber;

  private SimulatedNetwork(EventLoop loop, long seed) {
    this.loop = loop;
    this.time = loop.service(VirtualTime.class, SimulatedNetwork::refuseRealTime);
    this.random = new SplittableRandom(seed).split(); // others may draw from the same seed
    this.localhost = new SimulatedHost(this, LOCALHOST, freeAddress());
    hosts.put(LOCALHOST, localhost);
  }

  /**
   * Gives the running loop a network, with the seed of the {@linkplain TestKit#seed() current
   * schedule}.
   *
   * @throws IllegalStateException if the loop has used its network already, if it is not on virtual
   *     time, or if the caller is not in a loop
   */
  public static SimulatedNetwork install() {
    return install(TestKit.seed());
  }

  /** Like {@link #install()}, with a seed of its own. */
  public static SimulatedNetwork install(long seed) {
    EventLoop loop = Asyncio.getRunningLoop();
    SimulatedNetwork network = new SimulatedNetwork(loop, seed);
    Network.use(loop, network);
    TestKit.auditAlso(network::describeOpen);
    return network;
  }

  private static VirtualTime refuseRealTime(EventLoop loop) {
    throw new IllegalStateException(
        "the simulated network is for virtual time, and "
            + loop
            + " is on another; use an @AsyncTest, or VirtualTime.options()");
  }

  // ---- hosts

  /** The host of a name, a new one if there is none; its address is {@code 10.0.0.2} and so on. */
  public SimulatedHost host(String name) {
    Objects.requireNonNull(name, "name");
    return hosts.computeIfAbsent(name, _ -> new SimulatedHost(this, name, freeAddress()));
  }

  private InetAddress freeAddress() {
    InetAddress free;
    do {
      free = InetAddress.ofLiteral("10.0." + nextNumber / 250 + "." + (nextNumber % 250 + 1));
      nextNumber++;
    } while (hostAt(free) != null);
    return free;
  }

  /**
   * A new host with an address of one's choice, such as one of IPv6.
   *
   * @throws IllegalArgumentException if the name or the address is taken, or is one of the loopback
   */
  public SimulatedHost host(String name, InetAddress address) {
    Objects.requireNonNull(name, "name");
    SimulatedHost taken = hosts.containsKey(name) ? hosts.get(name) : hostOf(address, localhost);
    if (taken != null) {
      throw new IllegalArgumentException(
          "each host has a name and an address of its own, and "
              + taken
              + " has "
              + taken.address().getHostAddress()
              + " already; make hosts with an address before they are asked for");
    }
    SimulatedHost host = new SimulatedHost(this, name, address);
    hosts.put(name, host);
    return host;
  }

  /**
   * Says what a name stands for, which need not be that of a host: the addresses of several hosts,
   * or of nobody, in the order in which the resolver gives them.
   *
   * @throws IllegalArgumentException if there are none
   */
  public void setAddresses(String name, InetAddress... addresses) {
    Objects.requireNonNull(name, "name");
    if (addresses.length == 0) {
      throw new IllegalArgumentException(
          "a name stands for an address at least, and these are none for "
              + name
              + "; names that nobody knows are those that were never mentioned");
    }
    names.put(name, List.of(addresses));
  }

  // ---- what can go wrong

  /** What sending is like between hosts for which nothing else was said; within a host: ideal. */
  public void setConditions(LinkConditions newConditions) {
    conditions = Objects.requireNonNull(newConditions, "conditions");
  }

  /** What sending is like between two hosts, in both directions. */
  public void setConditions(SimulatedHost one, SimulatedHost other, LinkConditions between) {
    links.put(new Pair(one, other), Objects.requireNonNull(between, "between"));
    links.put(new Pair(other, one), between);
  }

  /** How long every look-up of a name takes. */
  public void setLookUpTime(Duration time) {
    lookUpTime = Objects.requireNonNull(time, "time");
  }

  /**
   * Parts some hosts from others: datagrams between them get lost, what is sent on connections
   * arrives when they have come together, and connecting waits as long.
   */
  public void partition(Collection<SimulatedHost> some, Collection<SimulatedHost> others) {
    partitions.part(some, others);
  }

  /** Parts one host from all others, also from those made later; see {@link #partition}. */
  public void isolate(SimulatedHost host) {
    partitions.isolate(host);
  }

  /** Lets all hosts come together again. */
  public void heal() {
    partitions.heal();
    List.copyOf(lanes).forEach(Lane::retransmit);
  }

  /**
   * Breaks every connection between two hosts, for both ends at once, also during a partition. An
   * end that is closed already notices nothing.
   */
  public void reset(SimulatedHost one, SimulatedHost other) {
    Stream.of(one, other)
        .flatMap(host -> host.streams().stream())
        .map(SimulatedStream::connection)
        .filter(connection -> connection.isBetween(one, other))
        .distinct()
        .toList()
        .forEach(Connection::reset);
  }

  // ---- the network of asyncio

  @Override
  public List<InetAddress> resolve(String host) throws IOException {
    InetAddress literal = literal(host);
    if (literal != null) {
      return List.of(literal);
    }
    if (lookUpTime.isPositive()) {
      Asyncio.sleep(lookUpTime);
    }
    List<InetAddress> told = names.get(host);
    if (told != null) {
      return told;
    }
    if (host.equals(LOCALHOST)) {
      return List.of(LOOPBACK);
    }
    SimulatedHost known = hosts.get(host);
    if (known == null) {
      throw new UnknownHostException(host + ": the simulated network has only " + hosts.keySet());
    }
    return List.of(known.address());
  }

  private static @Nullable InetAddress literal(String host) {
    try {
      return InetAddress.ofLiteral(host);
    } catch (IllegalArgumentException aName) {
      return null;
    }
  }

  @Override
  public ByteStream connect(SocketAddress remote, @Nullable SocketAddress local)
      throws IOException {
    SimulatedHost from = here();
    InetSocketAddress target = target(remote);
    SimulatedHost to = hostOf(target.getAddress(), from);
    if (to == null) {
      throw new NoRouteToHostException("No route to host: " + remote);
    }
    InetSocketAddress source = from.source(local == null ? ANY : inet(local), target.getAddress());
    Connection connection = new Connection(this, from, source, to, target);
    boolean connected = false;
    try {
      handshake(connection).await();
      connected = true;
      return connection.client();
    } finally {
      if (!connected) {
        connection.giveUp();
      }
    }
  }

  private Future<@Nullable Void> handshake(Connection connection) {
    Future<@Nullable Void> answer = loop.createFuture();
    SimulatedStream client = connection.client();
    SimulatedStream server = connection.server();
    connection.send(
        client,
        0,
        () -> {
          SimulatedListener listener = server.host().listener(server.local());
          if (listener != null && listener.hasRoom()) {
            connection.open();
            listener.arrive(server);
            connection.send(server, 0, () -> accept(answer));
          } else {
            connection.send(server, 0, () -> refuse(answer, server.local()));
          }
        });
    return answer;
  }

  private static void accept(Future<@Nullable Void> answer) {
    if (!answer.done()) {
      answer.setResult(null);
    }
  }

  private static void refuse(Future<@Nullable Void> answer, InetSocketAddress remote) {
    if (!answer.done()) {
      answer.setException(new ConnectException("Connection refused: " + remote));
    }
  }

  @Override
  public Listener listen(SocketAddress local, ListenOptions options) throws IOException {
    return here().listen(inet(local), options.backlog());
  }

  @Override
  public DatagramStream openDatagrams(DatagramOptions options) throws IOException {
    SocketAddress local = options.local();
    SocketAddress remote = options.remote();
    return here()
        .openDatagrams(local == null ? ANY : inet(local), remote == null ? null : target(remote));
  }

  // ---- for its parts

  private SimulatedHost here() {
    return SimulatedHost.currentOr(localhost);
  }

  static InetSocketAddress inet(SocketAddress address) {
    if (address instanceof InetSocketAddress inet && !inet.isUnresolved()) {
      return inet;
    }
    throw new UnsupportedOperationException(
        "the simulated network has hosts and ports, and no " + address);
  }

  /** Where to send to: who names all addresses means this host. */
  static InetSocketAddress target(SocketAddress address) {
    InetSocketAddress target = inet(address);
    return target.getAddress().isAnyLocalAddress()
        ? new InetSocketAddress(LOOPBACK, target.getPort())
        : target;
  }

  /** The host of an address, as seen from another one; null if there is none. */
  @Nullable SimulatedHost hostOf(InetAddress address, SimulatedHost from) {
    return address.isLoopbackAddress() || address.isAnyLocalAddress() ? from : hostAt(address);
  }

  private @Nullable SimulatedHost hostAt(InetAddress address) {
    for (SimulatedHost host : hosts.values()) {
      if (host.address().equals(address)) {
        return host;
      }
    }
    return null;
  }

  LinkConditions conditions(SimulatedHost from, SimulatedHost to) {
    return from == to ? LinkConditions.IDEAL : links.getOrDefault(new Pair(from, to), conditions);
  }

  boolean areParted(SimulatedHost from, SimulatedHost to) {
    return partitions.areParted(from, to);
  }

  long latencyNanos(LinkConditions between) {
    return random.nextLong(between.minLatency().toNanos(), between.maxLatency().toNanos() + 1);
  }

  boolean happens(double probability) {
    return random.nextDouble() < probability;
  }

  long nanos() {
    return time.nanos();
  }

  EventLoop loop() {
    return loop;
  }

  void addLane(Lane lane) {
    lanes.add(lane);
  }

  void removeLane(Lane lane) {
    lanes.remove(lane);
  }

  private List<String> describeOpen() {
    return hosts.values().stream().flatMap(host -> host.describeOpen().stream()).toList();
  }

  @Override
  public String toString() {
    return "<SimulatedNetwork of " + hosts.keySet() + ">";
  }
}
