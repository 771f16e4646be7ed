package asyncio.http.client;

import asyncio.http.ResponseHead;
import java.net.URI;

/**
 * A step on the way to the final response.
 *
 * @param url what was asked
 * @param response that it is to be found elsewhere
 */
public record Redirect(URI url, ResponseHead response) {

  /** Address and status. */
  @Override
  public String toString() {
    return url + " " + response;
  }
}
