package asyncio.stream;

import java.util.Arrays;
import java.util.Comparator;

/**
 * A search for the first of several separators, which goes on where it left off when more bytes
 * have come. The match that ends first wins, and of those that end together the shortest.
 */
final class SeparatorSearch {

  private final byte[][] separators;
  private int scanned;
  private int matchStart = -1;
  private int matchEnd = -1;

  SeparatorSearch(byte[]... separators) {
    this.separators = separators.clone();
    Arrays.sort(this.separators, Comparator.comparingInt(separator -> separator.length));
    if (separators.length == 0) {
      throw new IllegalArgumentException("a part ends with a separator: give at least one");
    }
    if (this.separators[0].length == 0) {
      throw new IllegalArgumentException(
          "a separator must have at least one byte, and one of these has none: leave it out");
    }
  }

  /** Looks at what is new in the buffer. */
  boolean findIn(InboundBuffer buffer) {
    if (buffer.size() - scanned < separators[0].length) {
      return false;
    }
    for (byte[] separator : separators) {
      int at = buffer.indexOf(separator, scanned);
      if (at >= 0 && (matchEnd < 0 || at + separator.length < matchEnd)) {
        matchStart = at;
        matchEnd = at + separator.length;
      }
    }
    if (matchEnd < 0) {
      int longest = separators[separators.length - 1].length;
      scanned = Math.max(0, buffer.size() + 1 - longest);
    }
    return matchEnd >= 0;
  }

  /** How many bytes at the beginning contain no separator, not even the beginning of one. */
  int scanned() {
    return scanned;
  }

  /** Where the separator begins: the length of the part without it. */
  int matchStart() {
    return matchStart;
  }

  /** Where the separator ends: the length of the part with it. */
  int matchEnd() {
    return matchEnd;
  }
}
