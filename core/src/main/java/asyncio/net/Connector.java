package asyncio.net;

import asyncio.task.Coroutine;
import asyncio.task.CurrentLoop;
import asyncio.task.EventLoop;
import asyncio.task.ExceptionGroup;
import asyncio.task.Future;
import asyncio.task.ReturnWhen;
import asyncio.task.Task;
import asyncio.task.Wait;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Connects to a host by name: looks it up and tries its addresses until one answers. Loop thread
 * only.
 */
public final class Connector {

  private final Network network;
  private final String host;
  private final int port;
  private final ConnectOptions options;

  /** Why attempts failed, in the order of the failures. */
  private final List<IOException> errors = new ArrayList<>();

  private Connector(Network network, String host, int port, ConnectOptions options) {
    this.network = Objects.requireNonNull(network, "network");
    this.host = Objects.requireNonNull(host, "host");
    this.port = port;
    this.options = Objects.requireNonNull(options, "options");
  }

  /**
   * Connects to the first address of a host that answers. Suspends. Cancellation closes every
   * attempt.
   *
   * @param host a name or an address literal
   * @throws UnknownHostException if the host has no address, or none of the family
   * @throws IOException if no address answers: its failure if there is one, or if all say the same;
   *     else one that joins their messages and has the failures suppressed
   * @throws ExceptionGroup of the failures instead, if the options ask for all of them
   * @throws IllegalArgumentException if the port is not within 1 and 65535
   */
  public static ByteStream connect(Network network, String host, int port, ConnectOptions options)
      throws IOException {
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException(
          "a port to connect to is a number from 1 to 65535, and this is " + port);
    }
    return new Connector(network, host, port, options).connect();
  }

  private ByteStream connect() throws IOException {
    List<InetSocketAddress> remotes = remotes();
    List<InetSocketAddress> locals = locals();
    Duration delay = options.attemptDelay();
    ByteStream connected =
        delay == null ? oneAfterTheOther(remotes, locals) : new Race(remotes, locals, delay).run();
    if (connected == null) {
      throw failure();
    }
    return connected;
  }

  // ---- addresses

  private List<InetSocketAddress> remotes() throws IOException {
    List<InetAddress> usable = Families.select(options.family(), host, network.resolve(host));
    return Families.interleave(usable, options.interleave()).stream()
        .map(address -> new InetSocketAddress(address, port))
        .toList();
  }

  private @Nullable List<InetSocketAddress> locals() throws IOException {
    InetSocketAddress local = options.local();
    if (local == null || !local.isUnresolved()) {
      return local == null ? null : List.of(local);
    }
    return network.resolve(local.getHostString()).stream()
        .map(address -> new InetSocketAddress(address, local.getPort()))
        .toList();
  }

  // ---- attempts

  private @Nullable ByteStream oneAfterTheOther(
      List<InetSocketAddress> remotes, @Nullable List<InetSocketAddress> locals) {
    for (InetSocketAddress remote : remotes) {
      ByteStream connected = attempt(remote, locals);
      if (connected != null) {
        return connected;
      }
    }
    return null;
  }

  private @Nullable ByteStream attempt(
      InetSocketAddress remote, @Nullable List<InetSocketAddress> locals) {
    try {
      return locals == null ? network.connect(remote, null) : attemptFrom(locals, remote);
    } catch (IOException failure) {
      errors.add(failure);
      return null;
    }
  }

  private ByteStream attemptFrom(List<InetSocketAddress> locals, InetSocketAddress remote)
      throws IOException {
    BindException refused = null;
    for (InetSocketAddress local : locals) {
      if (Families.of(local.getAddress()) == Families.of(remote.getAddress())) {
        try {
          return network.connect(remote, local);
        } catch (BindException failure) {
          refused = failure;
        }
      }
    }
    throw refused != null
        ? refused
        : new IOException(
            "no matching local address with family="
                + Families.of(remote.getAddress())
                + " found in "
                + locals);
  }

  /**
   * Attempts that begin one after another and then go on side by side, until one succeeds. Every
   * attempt is a task of its own, and all have ended when the race is over.
   */
  private final class Race {

    private final EventLoop loop = CurrentLoop.running();
    private final List<InetSocketAddress> remotes;
    private final @Nullable List<InetSocketAddress> locals;
    private final Duration delay;
    private final List<Task<@Nullable Void>> attempts = new ArrayList<>();
    private final Future<@Nullable Void> decided = loop.createFuture();

    /** The winner comes first; others have arrived in the same moment. */
    private final List<ByteStream> connected = new ArrayList<>();

    private boolean over;

    Race(
        List<InetSocketAddress> remotes, @Nullable List<InetSocketAddress> locals, Duration delay) {
      this.remotes = remotes;
      this.locals = locals;
      this.delay = delay;
    }

    @Nullable ByteStream run() {
      try {
        startAttempts();
        awaitWinner();
        awaitLosers();
        return connected.isEmpty() ? null : connected.removeFirst();
      } finally {
        end();
        connected.forEach(ByteStream::close);
      }
    }

    private void startAttempts() {
      for (InetSocketAddress remote : remotes) {
        if (decided.done()) {
          return;
        }
        Task<@Nullable Void> latest =
            loop.createTask(Coroutine.of(() -> enter(attempt(remote, locals))));
        attempts.add(latest);
        if (attempts.size() < remotes.size()) {
          Wait.<@Nullable Void>wait(List.of(latest, decided), delay, ReturnWhen.FIRST_COMPLETED);
        }
      }
    }

    private void enter(@Nullable ByteStream arrived) {
      if (arrived == null) {
        return;
      }
      if (over) {
        arrived.close();
        return;
      }
      connected.add(arrived);
      if (!decided.done()) {
        decided.setResult(null);
      }
    }

    private void awaitWinner() {
      for (List<Task<@Nullable Void>> pending = pending();
          !decided.done() && !pending.isEmpty();
          pending = pending()) {
        Wait.<@Nullable Void>wait(pending, null, ReturnWhen.FIRST_COMPLETED);
      }
    }

    private void awaitLosers() {
      end();
      List<Task<@Nullable Void>> losers = pending();
      if (!losers.isEmpty()) {
        Wait.<@Nullable Void>wait(losers, null, ReturnWhen.ALL_COMPLETED);
      }
      for (Task<@Nullable Void> attempt : attempts) {
        if (!attempt.cancelled()) {
          attempt.result(); // nothing, or what is wrong with the network or this class
        }
      }
    }

    private void end() {
      over = true;
      pending().forEach(Task::cancel);
    }

    private List<Task<@Nullable Void>> pending() {
      return attempts.stream().filter(attempt -> !attempt.done()).toList();
    }
  }

  // ---- failure

  private IOException failure() {
    if (options.allErrors()) {
      throw new ExceptionGroup("could not connect to " + host + ", port " + port, errors);
    }
    IOException first = errors.getFirst();
    if (errors.stream().allMatch(error -> textOf(error).equals(textOf(first)))) {
      return first;
    }
    IOException joined =
        new IOException(
            errors.stream()
                .map(Connector::textOf)
                .collect(Collectors.joining(", ", "Multiple exceptions: ", "")));
    errors.forEach(joined::addSuppressed);
    return joined;
  }

  private static String textOf(IOException error) {
    return Objects.requireNonNullElse(error.getMessage(), error.getClass().getSimpleName());
  }
}
