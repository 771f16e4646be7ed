package asyncio.http.web;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a parameter of a path may be, in the order in which a request tries them. */
enum SegmentType {
  INT {
    @Override
    @Nullable Object parse(String segment) {
      return isNumber(segment) ? orNull(() -> Integer.valueOf(segment)) : null;
    }
  },
  LONG {
    @Override
    @Nullable Object parse(String segment) {
      return isNumber(segment) ? orNull(() -> Long.valueOf(segment)) : null;
    }
  },
  UUID {
    @Override
    @Nullable Object parse(String segment) {
      return segment.length() == UUID_LENGTH
          ? orNull(() -> java.util.UUID.fromString(segment))
          : null;
    }
  },
  STRING {
    @Override
    @Nullable Object parse(String segment) {
      return segment.isEmpty() ? null : segment;
    }
  };

  /** Which takes all the segments that are left. */
  static final String REST = "path";

  private static final int UUID_LENGTH = 36;

  /** The value, or null if the segment is not of this type. */
  abstract @Nullable Object parse(String segment);

  /** Whether there are segments that both types take, but not all of them. */
  boolean isLike(SegmentType other) {
    return (this == INT && other == LONG) || (this == LONG && other == INT);
  }

  /** As in a pattern. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static @Nullable SegmentType of(String word) {
    return Arrays.stream(values())
        .filter(type -> type.word().equals(word))
        .findFirst()
        .orElse(null);
  }

  static String words() {
    return Arrays.stream(values()).map(SegmentType::word).collect(Collectors.joining(", "))
        + " and "
        + REST;
  }

  /** Java would take a plus sign and the digits of other scripts as well. */
  private static boolean isNumber(String segment) {
    int first = segment.startsWith("-") ? 1 : 0;
    return segment.length() > first
        && segment.chars().skip(first).allMatch(c -> c >= '0' && c <= '9');
  }

  /** Parses. */
  private interface Parsing {

    Object parse();
  }

  private static @Nullable Object orNull(Parsing parsing) {
    try {
      return parsing.parse();
    } catch (IllegalArgumentException notOfThisType) {
      return null;
    }
  }
}
