package asyncio.http.client;

import java.time.Duration;
import java.util.concurrent.TimeoutException;

/**
 * A time budget of a request has run out. The message tells what had been done by then. aiohttp's
 * {@code ServerTimeoutError}.
 */
public final class ClientTimeoutException extends TimeoutException {

  private static final long serialVersionUID = 1L;

  private final Budget budget;
  private final Duration length;

  ClientTimeoutException(Budget budget, Duration length, String whatWasDone) {
    super("the " + budget + " of " + Durations.text(length) + " is over: " + whatWasDone);
    this.budget = budget;
    this.length = length;
  }

  /** Which one. */
  public Budget budget() {
    return budget;
  }

  /** How long it was. */
  public Duration length() {
    return length;
  }
}
