package asyncio.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** What is typed at a terminal that does not edit lines itself, key by key, in UTF-8. */
final class LineEditor {

  private static final int END_OF_INPUT = 'D' - '@';
  private static final int BACKSPACE = 'H' - '@';
  private static final int CLEAR_LINE = 'U' - '@';
  private static final int DELETE = 0x7F;
  private static final int ESCAPE = 0x1B;

  /** Keys without a character send this after the escape, and end with a byte from here on. */
  private static final int SEQUENCE = '[';

  private static final int FIRST_FINAL = 0x40;

  private final ArrayDeque<String> complete = new ArrayDeque<>();
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private int before;
  private boolean inSequence;
  private boolean ended;

  /** Keys were pressed. */
  void type(byte[] keys) {
    for (byte key : keys) {
      type(Byte.toUnsignedInt(key));
    }
  }

  private void type(int key) {
    if (inSequence) {
      inSequence = key < FIRST_FINAL;
    } else if (before == ESCAPE) {
      inSequence = key == SEQUENCE;
    } else {
      edit(key);
    }
    before = before == ESCAPE ? 0 : key;
  }

  private void edit(int key) {
    switch (key) {
      case '\r', '\n' -> {
        complete.add(text());
        line.reset();
      }
      case BACKSPACE, DELETE ->
          keep(text().codePoints().limit(Math.max(0, length() - 1)).toArray());
      case CLEAR_LINE -> line.reset();
      case END_OF_INPUT -> ended |= line.size() == 0;
      default -> {
        if (key >= ' ' || key == '\t') {
          line.write(key);
        }
      }
    }
  }

  private int length() {
    String text = text();
    return text.codePointCount(0, text.length());
  }

  private void keep(int[] codePoints) {
    line.reset();
    line.writeBytes(new String(codePoints, 0, codePoints.length).getBytes(UTF_8));
  }

  /** What was typed of the line that is not complete. */
  String text() {
    return line.toString(UTF_8);
  }

  /** The first complete line that was not taken, or null. */
  @Nullable String takeLine() {
    return complete.poll();
  }

  /** Whether the user has said that nothing more comes. */
  boolean hasEnded() {
    return ended;
  }
}
