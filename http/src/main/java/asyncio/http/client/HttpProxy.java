package asyncio.http.client;

import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A proxy that requests go through: those for {@code http} are handed to it, those for {@code
 * https} and all websockets go through a tunnel that it opens with {@code CONNECT}.
 *
 * @param url with scheme {@code http} or, if the way to the proxy itself is secure, {@code https}
 * @param credentials what the proxy wants to know, or null
 */
public record HttpProxy(URI url, @Nullable Credentials credentials) {

  /**
   * A proxy.
   *
   * @throws IllegalArgumentException if the scheme is neither {@code http} nor {@code https}, the
   *     host is missing, the port is not one, or there is a user in the address
   */
  public HttpProxy {
    Authority authority = Authority.of(url);
    if (authority != null && authority.userInfo() != null) {
      throw new IllegalArgumentException(
          "the address of the proxy "
              + authority.host()
              + " has a user in it, where nobody looks for one; give credentials, or use"
              + " HttpProxy.of");
    }
    try {
      Target.of(url);
    } catch (InvalidUrlException refused) {
      throw new IllegalArgumentException("no proxy can be there: " + refused.getMessage(), refused);
    }
  }

  /**
   * A proxy by its address; a user and password in it are its credentials.
   *
   * @throws InvalidUrlException if the scheme is neither {@code http} nor {@code https}, or the
   *     host is missing
   */
  public static HttpProxy of(String url) throws InvalidUrlException {
    Target target = Target.parse(url);
    return new HttpProxy(target.uri(), target.credentials());
  }

  boolean isSecure() {
    return "https".equalsIgnoreCase(url.getScheme());
  }

  int port() {
    int given = authority().port();
    return given >= 0 ? given : isSecure() ? 443 : 80;
  }

  String host() {
    return Target.withoutBrackets(authority().host());
  }

  private Authority authority() {
    return Objects.requireNonNull(Authority.of(url), "the address of the proxy has no host");
  }

  /** Without the credentials. */
  @Override
  public String toString() {
    return "proxy " + host() + ":" + port();
  }
}
