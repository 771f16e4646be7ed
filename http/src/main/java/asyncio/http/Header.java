package asyncio.http;

import java.util.Objects;

/**
 * A line of a message's head. Values are kept without the white space around them.
 *
 * @param name a token; its case does not matter, and is kept
 * @param value visible characters, spaces and tabs
 */
public record Header(String name, String value) {

  private static final String TOKEN_SIGNS = "!#$%&'*+-.^_`|~";
  private static final boolean[] TOKEN = new boolean[128];

  static {
    for (char c = '0'; c <= 'z'; c++) {
      TOKEN[c] = c <= '9' || c >= 'a' || (c >= 'A' && c <= 'Z');
    }
    TOKEN_SIGNS.chars().forEach(sign -> TOKEN[sign] = true);
  }

  /**
   * Checks both, so that nobody can smuggle a line of his own into a message.
   *
   * @throws IllegalArgumentException if the name is not a token, or the value has a line break or
   *     another control character
   */
  public Header {
    checkName(name);
    value = value.strip();
    checkValue(name, value);
  }

  static boolean isToken(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= TOKEN.length || !TOKEN[c]) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  private static void checkName(String name) {
    if (!isToken(Objects.requireNonNull(name, "name"))) {
      throw new IllegalArgumentException(
          "a header's name consists of letters, digits and "
              + TOKEN_SIGNS
              + ", and this one is '"
              + escaped(name)
              + "'");
    }
  }

  private static void checkValue(String name, String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if ((c < ' ' && c != '\t') || c == 0x7f || c > 0xff) {
        throw new IllegalArgumentException(
            "the value of header "
                + name
                + " must not have control characters, or such beyond ISO-8859-1, and is '"
                + escaped(value)
                + "'; encode it, for example as percent signs or Base64");
      }
    }
  }

  /** Control characters made visible. */
  static String escaped(String text) {
    StringBuilder visible = new StringBuilder();
    text.chars()
        .forEach(
            c -> {
              if (c < ' ' || c > '~') {
                visible.append(String.format("\\u%04x", c));
              } else {
                visible.append((char) c);
              }
            });
    return visible.toString();
  }

  /** Whether this is a line of that name. */
  public boolean is(String otherName) {
    return name.equalsIgnoreCase(otherName);
  }

  /** As in the message. */
  @Override
  public String toString() {
    return name + ": " + value;
  }
}
