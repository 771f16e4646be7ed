package asyncio.http.web;

import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a browser is asked to keep and to send with each request. Immutable.
 *
 * <p>By default it goes with the whole site, is invisible for scripts, is not sent along with
 * requests that other sites cause, and is forgotten with the browser.
 *
 * @param name a token
 * @param value visible characters without spaces, quotes, commas, semicolons and backslashes
 * @param path below which it is sent
 * @param domain with whose subdomains it is shared, or null for this host only
 * @param maxAge how long it is kept, zero to delete it, or null for as long as the browser runs
 * @param secure whether it is sent over TLS only
 * @param httpOnly whether scripts cannot see it
 * @param sameSite when it goes with requests that other sites cause
 */
public record Cookie(
    String name,
    String value,
    String path,
    @Nullable String domain,
    @Nullable Duration maxAge,
    boolean secure,
    boolean httpOnly,
    SameSite sameSite) {

  /** When a cookie goes with requests that other sites cause. */
  public enum SameSite {
    /** Never. */
    STRICT,
    /** When a link is followed. */
    LAX,
    /** Always; browsers want {@code secure} with it. */
    NONE;

    private String word() {
      return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
    }
  }

  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern VALUE =
      Pattern.compile("[\\x21\\x23-\\x2b\\x2d-\\x3a\\x3c-\\x5b\\x5d-\\x7e]*");
  private static final Pattern ATTRIBUTE = Pattern.compile("[\\x20-\\x3a\\x3c-\\x7e]*");

  /**
   * @throws IllegalArgumentException if a browser would not understand it, or something else
   */
  public Cookie {
    check(NAME, "name", name, "letters, digits and !#$%&'*+-.^_`|~");
    check(
        VALUE, "value", value, "visible ASCII without quotes, commas, semicolons and backslashes");
    check(ATTRIBUTE, "path", path, "ASCII without semicolons");
    check(ATTRIBUTE, "domain", domain == null ? "" : domain, "ASCII without semicolons");
    Objects.requireNonNull(sameSite, "sameSite");
    if (sameSite == SameSite.NONE && !secure) {
      throw new IllegalArgumentException(
          "a cookie for other sites must be secure, else browsers refuse it; call withSecure()");
    }
  }

  private static void check(Pattern allowed, String what, String text, String rule) {
    if (!allowed.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "the "
              + what
              + " of a cookie consists of "
              + rule
              + ", and is '"
              + text
              + "'; encode it, for example with URLEncoder or Base64");
    }
  }

  /** A cookie with the defaults. */
  public static Cookie of(String name, String value) {
    return new Cookie(name, value, "/", null, null, false, true, SameSite.LAX);
  }

  /** A copy for what is below another path. */
  public Cookie withPath(String newPath) {
    return new Cookie(name, value, newPath, domain, maxAge, secure, httpOnly, sameSite);
  }

  /** A copy for the subdomains, too. */
  public Cookie withDomain(String newDomain) {
    return new Cookie(name, value, path, newDomain, maxAge, secure, httpOnly, sameSite);
  }

  /** A copy that outlives the browser. */
  public Cookie withMaxAge(Duration newMaxAge) {
    return new Cookie(name, value, path, domain, newMaxAge, secure, httpOnly, sameSite);
  }

  /** A copy that is sent over TLS only. */
  public Cookie withSecure() {
    return new Cookie(name, value, path, domain, maxAge, true, httpOnly, sameSite);
  }

  /** A copy that scripts can see. */
  public Cookie withScriptAccess() {
    return new Cookie(name, value, path, domain, maxAge, secure, false, sameSite);
  }

  /** A copy with another rule for other sites. */
  public Cookie withSameSite(SameSite newSameSite) {
    return new Cookie(name, value, path, domain, maxAge, secure, httpOnly, newSameSite);
  }

  /** As in {@code Set-Cookie}. */
  @Override
  public String toString() {
    StringBuilder line = new StringBuilder(name).append('=').append(value);
    line.append("; Path=").append(path);
    if (domain != null) {
      line.append("; Domain=").append(domain);
    }
    if (maxAge != null) {
      line.append("; Max-Age=").append(maxAge.toSeconds());
    }
    line.append(secure ? "; Secure" : "").append(httpOnly ? "; HttpOnly" : "");
    return line.append("; SameSite=").append(sameSite.word()).toString();
  }
}
