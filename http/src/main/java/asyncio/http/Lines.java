package asyncio.http;

import asyncio.iteration.AsyncIterator;
import asyncio.iteration.StopAsyncIteration;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;

/** Cuts a body into lines while it comes. A piece may end within a character. */
final class Lines implements AsyncIterator<String> {

  private static final int LONGEST_CHARACTER = 16;

  private final BodySource source;
  private final CharsetDecoder decoder;
  private final long limit;
  private final StringBuilder text = new StringBuilder();
  private final ByteBuffer cut = ByteBuffer.allocate(LONGEST_CHARACTER);

  /** Where the next line begins. */
  private int start;

  private int searched;
  private boolean ended;

  Lines(BodySource source, Charset charset, long limit) {
    this.source = source;
    this.decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    this.limit = limit;
  }

  @Override
  public String anext() throws IOException {
    int end = text.indexOf("\n", searched);
    while (end < 0 && !ended) {
      dropTaken();
      searched = text.length();
      if (searched > limit) {
        throw new TooLargeException(
            413, "a line of the body has more than " + limit + " characters");
      }
      fill();
      end = text.indexOf("\n", searched);
    }
    if (end >= 0) {
      return take(end, end + 1);
    }
    if (start == text.length()) {
      throw new StopAsyncIteration();
    }
    return take(text.length(), text.length());
  }

  private String take(int end, int next) {
    boolean crlf = next > end && end > start && text.charAt(end - 1) == '\r';
    String line = text.substring(start, crlf ? end - 1 : end);
    start = next;
    searched = next;
    return line;
  }

  /** Once for all lines of a piece, as it moves what is left. */
  private void dropTaken() {
    text.delete(0, start);
    start = 0;
  }

  private void fill() throws IOException {
    ByteBuffer piece = source.read();
    ended = piece == null;
    ByteBuffer bytes = piece == null ? ByteBuffer.allocate(0) : piece;
    ByteBuffer joined = ByteBuffer.allocate(cut.position() + bytes.remaining());
    joined.put(cut.flip()).put(bytes).flip();
    CharBuffer decoded =
        CharBuffer.allocate((int) (joined.remaining() * (double) decoder.maxCharsPerByte()) + 1);
    decoder.decode(joined, decoded, ended);
    text.append(decoded.flip());
    cut.clear().put(joined);
  }
}
