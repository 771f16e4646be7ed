package asyncio.http.client;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What proves to a server or a proxy who asks. For the session, a request or a {@link HttpProxy};
 * never told to a server that a redirect leads to, unless it is the same.
 */
public abstract sealed class Credentials permits Credentials.Fixed, DigestCredentials {

  Credentials() {}

  /**
   * A name and a password, which are sent in clear: use TLS (RFC 7617).
   *
   * @throws IllegalArgumentException if the name has a colon
   */
  public static Credentials basic(String user, String password) {
    if (user.indexOf(':') >= 0) {
      throw new IllegalArgumentException(
          "a name must not have a colon, which ends it, and this one is '" + user + "'");
    }
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return new Fixed("Basic " + Base64.getEncoder().encodeToString(pair), user);
  }

  /** A token, as OAuth gives (RFC 6750). */
  public static Credentials bearer(String token) {
    return new Fixed("Bearer " + token, "a token");
  }

  /**
   * A name and a password, of which the server gets only a digest (RFC 7616; MD5, SHA-256,
   * SHA-512-256). The first request is sent twice, as the server has to say what to digest.
   */
  public static Credentials digest(String user, String password) {
    return new DigestCredentials(
        Objects.requireNonNull(user, "user"), Objects.requireNonNull(password, "password"));
  }

  /** What to send, or null as long as the server has to ask first. */
  abstract @Nullable String authorization(String method, String path);

  /**
   * Learns from a response of 401 or, of a proxy, 407.
   *
   * @param challenges the lines of {@code WWW-Authenticate} or {@code Proxy-Authenticate}
   * @return whether another try makes sense
   */
  abstract boolean learn(List<String> challenges);

  /** The same for every request. */
  static final class Fixed extends Credentials {

    private final String value;
    private final String whose;

    Fixed(String value, String whose) {
      this.value = value;
      this.whose = whose;
    }

    @Override
    String authorization(String method, String path) {
      return value;
    }

    @Override
    boolean learn(List<String> challenges) {
      return false;
    }

    /** Without the secret. */
    @Override
    public String toString() {
      return "<Credentials of " + whose + ">";
    }
  }
}
