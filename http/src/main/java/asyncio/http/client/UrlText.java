package asyncio.http.client;

import java.net.IDN;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Makes an address of what people write: spaces, other letters and the like become percent signs,
 * and a host in other letters is written as name servers know it.
 */
final class UrlText {

  private static final String ILLEGAL = " \"<>\\^`{|}";
  private static final Pattern ENCODED_DOT = Pattern.compile("%2[eE]");
  private static final Pattern DOTS = Pattern.compile("/(\\.|%2[eE]){1,2}(/|$)");

  private UrlText() {}

  /** The same text if there is nothing to do. */
  static String encode(String url) {
    for (int i = 0; i < url.length(); i++) {
      if (isIllegal(url, i)) {
        return rewrite(url);
      }
    }
    return url;
  }

  /**
   * What a reference means at a place (RFC 3986, section 5.2). {@link URI#resolve} follows an older
   * RFC, by which {@code ?page=2} leads out of the document.
   */
  static URI resolve(URI base, String reference) {
    String text = encode(reference);
    if (text.isEmpty() || text.startsWith("#")) {
      return base;
    }
    return text.startsWith("?") ? URI.create(withoutQuery(base) + text) : base.resolve(text);
  }

  /**
   * The same address without segments of dots, encoded or not; what would lead above the root stays
   * there (RFC 3986, section 5.2.4). Servers may refuse them.
   */
  static URI withoutDots(URI url) {
    String path = url.getRawPath();
    if (url.getRawAuthority() == null || !DOTS.matcher(path).find()) {
      return url;
    }
    String text = url.toString();
    int start = endOfAuthority(text, text.indexOf("://") + 3);
    return URI.create(
        text.substring(0, start) + withoutDots(path) + text.substring(start + path.length()));
  }

  private static String withoutDots(String path) {
    List<String> kept = new ArrayList<>();
    boolean isFolder = false;
    for (String segment : path.substring(1).split("/", -1)) {
      String decoded = ENCODED_DOT.matcher(segment).replaceAll(".");
      boolean isParent = decoded.equals("..");
      isFolder = isParent || decoded.equals(".");
      if (isParent && !kept.isEmpty()) {
        kept.removeLast();
      }
      if (!isFolder) {
        kept.add(segment);
      }
    }
    if (isFolder) {
      kept.add("");
    }
    return "/" + String.join("/", kept);
  }

  private static String withoutQuery(URI base) {
    String text = base.toString();
    int end = text.indexOf('?');
    return end < 0 ? text : text.substring(0, end);
  }

  private static boolean isIllegal(String url, int index) {
    char c = url.charAt(index);
    return c <= ' ' || c >= 0x7f || ILLEGAL.indexOf(c) >= 0 || (c == '%' && !isEscape(url, index));
  }

  private static boolean isEscape(String url, int index) {
    return index + 2 < url.length()
        && Character.digit(url.charAt(index + 1), 16) >= 0
        && Character.digit(url.charAt(index + 2), 16) >= 0;
  }

  private static String rewrite(String url) {
    int slashes = url.indexOf("://");
    int authority = slashes < 0 ? 0 : slashes + 3;
    int path = endOfAuthority(url, authority);
    return url.substring(0, authority)
        + (slashes < 0 ? "" : asciiHost(url.substring(authority, path)))
        + escape(url, slashes < 0 ? 0 : path);
  }

  private static int endOfAuthority(String url, int from) {
    int end = from;
    while (end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) {
      end++;
    }
    return end;
  }

  /** Leaves what is no name as it is, to be refused later. */
  private static String asciiHost(String authority) {
    try {
      return authority.chars().allMatch(c -> c < 0x7f) ? authority : IDN.toASCII(authority);
    } catch (IllegalArgumentException noName) {
      return authority;
    }
  }

  private static String escape(String url, int from) {
    StringBuilder escaped = new StringBuilder(url.length() + 16);
    for (int i = from; i < url.length(); i++) {
      if (isIllegal(url, i)) {
        int length = Character.charCount(url.codePointAt(i));
        appendEscaped(escaped, url.substring(i, i + length));
        i += length - 1;
      } else {
        escaped.append(url.charAt(i));
      }
    }
    return escaped.toString();
  }

  private static void appendEscaped(StringBuilder escaped, String character) {
    for (byte one : character.getBytes(StandardCharsets.UTF_8)) {
      escaped
          .append('%')
          .append(Character.toUpperCase(Character.forDigit((one >> 4) & 15, 16)))
          .append(Character.toUpperCase(Character.forDigit(one & 15, 16)));
    }
  }
}
