package asyncio.http.client;

import asyncio.http.HttpException;
import java.util.List;

/** Redirects lead on and on; aiohttp's {@code TooManyRedirects}. */
public final class TooManyRedirectsException extends HttpException {

  private static final long serialVersionUID = 1L;

  private final transient List<Redirect> history;

  TooManyRedirectsException(List<Redirect> history) {
    super(
        "more than "
            + (history.size() - 1)
            + " redirects, from "
            + history.getFirst().url()
            + " to "
            + history.getLast().url()
            + "; allow more with maxRedirects, if they lead anywhere",
        null);
    this.history = List.copyOf(history);
  }

  /** All that were asked, in their order; not kept when the exception is serialized. */
  public List<Redirect> history() {
    return history;
  }
}
