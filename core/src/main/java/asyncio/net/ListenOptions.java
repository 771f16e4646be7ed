package asyncio.net;

/**
 * How to listen.
 *
 * @param backlog how many connections may wait to be accepted
 * @param reuseAddress whether an address of which old connections are dying may be bound
 * @param reusePort whether several sockets may share the port, connections being spread over them
 * @param keepAlive whether idle connections are probed
 */
public record ListenOptions(
    int backlog, boolean reuseAddress, boolean reusePort, boolean keepAlive) {

  /** 100 waiting connections, address reuse as the platform needs it, nothing else. */
  public static final ListenOptions DEFAULT =
      new ListenOptions(
          100, !System.getProperty("os.name", "").startsWith("Windows"), false, false);

  /**
   * @throws IllegalArgumentException if the backlog is less than 1
   */
  public ListenOptions {
    if (backlog < 1) {
      throw new IllegalArgumentException("the backlog must be at least 1, and is " + backlog);
    }
  }

  /** A copy with another number of connections that may wait. */
  public ListenOptions withBacklog(int newBacklog) {
    return new ListenOptions(newBacklog, reuseAddress, reusePort, keepAlive);
  }

  /** A copy that may bind an address of which old connections are dying, or not. */
  public ListenOptions withReuseAddress(boolean reuse) {
    return new ListenOptions(backlog, reuse, reusePort, keepAlive);
  }

  /** A copy of which the port may be shared, or not. */
  public ListenOptions withReusePort(boolean reuse) {
    return new ListenOptions(backlog, reuseAddress, reuse, keepAlive);
  }

  /** A copy that probes idle connections, or does not. */
  public ListenOptions withKeepAlive(boolean probe) {
    return new ListenOptions(backlog, reuseAddress, reusePort, probe);
  }
}
