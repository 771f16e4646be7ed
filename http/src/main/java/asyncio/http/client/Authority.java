package asyncio.http.client;

import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who is asked for in an address.
 *
 * @param userInfo user and password, encoded, or null
 * @param port -1 if none is given
 */
record Authority(@Nullable String userInfo, String host, int port) {

  /** {@link URI} takes none of them for a host, though names of containers often look so. */
  private static final Pattern WITH_UNDERSCORE =
      Pattern.compile("(?:([^@]*)@)?([\\w.-]*_[\\w.-]*)(?::(\\d{0,5}))?");

  /** Null if there is no host in the address. */
  static @Nullable Authority of(URI uri) {
    if (uri.getHost() != null) {
      return new Authority(uri.getRawUserInfo(), uri.getHost(), uri.getPort());
    }
    String text = uri.getRawAuthority();
    Matcher parts = WITH_UNDERSCORE.matcher(text == null ? "" : text);
    return parts.matches()
        ? new Authority(parts.group(1), parts.group(2), port(parts.group(3)))
        : null;
  }

  private static int port(@Nullable String digits) {
    return digits == null || digits.isEmpty() ? -1 : Integer.parseInt(digits);
  }
}
