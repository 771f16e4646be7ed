package asyncio.http.client;

import java.time.Duration;

/**
 * How many connections a session has.
 *
 * @param limit at once; 0 for any number
 * @param limitPerHost at once to the same host; 0 for any number
 * @param keepAlive how long a connection may be idle
 */
record PoolOptions(int limit, int limitPerHost, Duration keepAlive) {

  /** Of aiohttp: 100, all of them to the same host if need be, 15 s. */
  static final PoolOptions DEFAULT = new PoolOptions(100, 0, Duration.ofSeconds(15));

  PoolOptions {
    check("limit", limit);
    check("limit per host", limitPerHost);
    if (!keepAlive.isPositive()) {
      throw new IllegalArgumentException(
          "the time for which connections are kept must be positive, and is " + keepAlive);
    }
  }

  private static void check(String what, int limit) {
    if (limit < 0) {
      throw new IllegalArgumentException(
          "the " + what + " counts connections, and is " + limit + "; use 0 for any number");
    }
  }

  double keepAliveSeconds() {
    return keepAlive.toNanos() / 1e9;
  }

  PoolOptions withLimit(int newLimit) {
    return new PoolOptions(newLimit, limitPerHost, keepAlive);
  }

  PoolOptions withLimitPerHost(int newLimit) {
    return new PoolOptions(limit, newLimit, keepAlive);
  }

  PoolOptions withKeepAlive(Duration newKeepAlive) {
    return new PoolOptions(limit, limitPerHost, newKeepAlive);
  }
}
