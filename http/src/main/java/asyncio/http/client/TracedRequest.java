package asyncio.http.client;

import java.net.URI;

/**
 * The request that a {@link ClientTrace} hears about.
 *
 * @param number counts the requests of a session
 * @param url what was asked for first, before redirects
 */
public record TracedRequest(long number, String method, URI url) {

  /** Number, method and address. */
  @Override
  public String toString() {
    return "#" + number + " " + method + " " + url;
  }
}
