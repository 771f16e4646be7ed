package asyncio.net;

import asyncio.task.EventLoop;
import asyncio.task.Future;
import asyncio.task.ReturnWhen;
import asyncio.task.Wait;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Looks names up in threads of its own, so that a slow name server delays only those who asked for
 * its names. Loop thread only; each loop has one.
 *
 * <p>At most {@value #THREADS} look-ups are under way at a time, one for each name, however many
 * tasks ask for it. Who is cancelled or late leaves; the look-up goes on in its daemon thread,
 * holds up neither the default executor nor the end of the loop, and its answer is still good for
 * those who ask meanwhile. The threads end with the loop.
 */
public final class Resolver implements AutoCloseable {

  /** How long a task waits for an answer unless told otherwise. */
  public static final Duration DEFAULT_DEADLINE = Duration.ofSeconds(30);

  private static final int THREADS = 16;
  private static final int IDLE_SECONDS = 10;

  private final EventLoop loop;
  private final NameService names;
  private final Duration deadline;

  /** By what was asked for: a name or an address. */
  private final Map<Object, Future<?>> underway = new HashMap<>();

  private @Nullable ExecutorService executor;

  /**
   * A resolver for {@link #use}.
   *
   * @param deadline how long a task waits for an answer
   * @throws IllegalArgumentException if the deadline is not positive
   */
  public Resolver(EventLoop loop, NameService names, Duration deadline) {
    this.loop = Objects.requireNonNull(loop, "loop");
    this.names = Objects.requireNonNull(names, "names");
    this.deadline = Objects.requireNonNull(deadline, "deadline");
    if (!deadline.isPositive()) {
      throw new IllegalArgumentException(
          "the deadline for look-ups must be positive, and is "
              + deadline
              + "; the default is "
              + DEFAULT_DEADLINE);
    }
  }

  /** The resolver of a loop: on the system's names, unless {@link #use} has set another. */
  public static Resolver of(EventLoop loop) {
    return loop.service(
        Resolver.class, owner -> new Resolver(owner, NameService.system(), DEFAULT_DEADLINE));
  }

  /**
   * Sets the resolver of a loop.
   *
   * @throws IllegalStateException if the loop has used its resolver already
   */
  public static void use(EventLoop loop, Resolver resolver) {
    loop.provide(Resolver.class, resolver);
  }

  /**
   * The addresses of a host, at least one. Suspends, but not for an address literal. Cancellation
   * leaves the look-up to itself.
   *
   * @throws UnknownHostException if there are none, or no answer came before the deadline
   */
  public List<InetAddress> addressesOf(String host) throws IOException {
    Objects.requireNonNull(host, "host");
    InetAddress literal = literal(host);
    return literal == null ? lookUp(host, () -> names.addressesOf(host)) : List.of(literal);
  }

  /**
   * The name of an address, or the address as text if it has none. Suspends. Cancellation leaves
   * the look-up to itself.
   *
   * @throws UnknownHostException if no answer came before the deadline
   */
  public String nameOf(InetAddress address) throws IOException {
    Objects.requireNonNull(address, "address");
    return lookUp(address, () -> names.nameOf(address));
  }

  /** Names of interfaces, after a percent sign, are looked up as well. */
  private static @Nullable InetAddress literal(String host) {
    if (host.indexOf('%') >= 0) {
      return null;
    }
    try {
      return InetAddress.ofLiteral(host);
    } catch (IllegalArgumentException aName) {
      return null;
    }
  }

  private <T> T lookUp(Object subject, Callable<T> query) throws UnknownHostException {
    Future<T> answer = answerFor(subject, query);
    Wait.wait(List.of(answer), deadline, ReturnWhen.ALL_COMPLETED);
    if (!answer.done()) {
      throw new UnknownHostException(
          subject + ": the name service gave no answer within " + deadline.toMillis() + " ms");
    }
    return answer.result();
  }

  @SuppressWarnings("unchecked") // a subject is always asked for with the same kind of query
  private <T> Future<T> answerFor(Object subject, Callable<T> query) {
    Future<?> present = underway.get(subject);
    if (present != null) {
      return (Future<T>) present;
    }
    Future<T> answer = loop.runInExecutor(threads(), query);
    underway.put(subject, answer);
    answer.addDoneCallback(this::ended);
    return answer;
  }

  private void ended(Future<?> answer) {
    underway.values().remove(answer);
    if (!answer.cancelled()) {
      answer.exception(); // nobody may be left to ask
    }
  }

  private ExecutorService threads() {
    ExecutorService present = executor;
    if (present == null) {
      ThreadPoolExecutor pool =
          new ThreadPoolExecutor(
              THREADS,
              THREADS,
              IDLE_SECONDS,
              TimeUnit.SECONDS,
              new LinkedBlockingQueue<>(),
              Thread.ofPlatform().daemon().name("asyncio-resolver-", 0).factory());
      pool.allowCoreThreadTimeOut(true);
      executor = present = pool;
    }
    return present;
  }

  /** Lets the threads go; the loop does this when it closes. */
  @Override
  public void close() {
    ExecutorService present = executor;
    if (present != null) {
      present.shutdownNow();
    }
  }

  @Override
  public String toString() {
    return "<Resolver, look-ups under way: " + underway.size() + ">";
  }
}
