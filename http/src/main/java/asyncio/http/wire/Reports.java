package asyncio.http.wire;

import asyncio.http.BrokenMessageException;
import asyncio.http.Header;
import asyncio.http.Headers;
import asyncio.http.TooLargeException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/** What the parser has found so far of a message. Its calls return true to stop it. */
abstract class Reports implements HttpParser.HttpHandler {

  private final List<Header> lines = new ArrayList<>();
  private @Nullable List<Header> trailers;
  private @Nullable ByteBuffer piece;
  private @Nullable BrokenMessageException failure;
  private HttpVersion version = HttpVersion.HTTP_1_1;
  private boolean headComplete;
  private boolean complete;
  private boolean cutOff;

  /** For the next message. */
  final void reset() {
    lines.clear();
    trailers = null;
    piece = null;
    headComplete = false;
    complete = false;
    cutOff = false;
  }

  final void setVersion(HttpVersion newVersion) {
    if (newVersion != HttpVersion.HTTP_1_1 && newVersion != HttpVersion.HTTP_1_0) {
      throw new HttpException.RuntimeException(505, newVersion + " is not spoken here");
    }
    version = newVersion;
  }

  final boolean isHttp10() {
    return version == HttpVersion.HTTP_1_0;
  }

  final boolean isHeadComplete() {
    return headComplete;
  }

  final boolean isComplete() {
    return complete;
  }

  /** Whether the connection ended before the message did. */
  final boolean isCutOff() {
    return cutOff && !complete;
  }

  final void throwFailure() throws BrokenMessageException {
    BrokenMessageException found = failure;
    if (found != null) {
      throw found;
    }
  }

  final Headers headers() {
    return Headers.of(lines);
  }

  final Headers trailers() {
    return trailers == null ? Headers.NONE : Headers.of(trailers);
  }

  final boolean hasPiece() {
    return piece != null;
  }

  /** The piece of the body that was reported last, once. */
  final @Nullable ByteBuffer takePiece() {
    ByteBuffer taken = piece;
    piece = null;
    return taken;
  }

  // ---- called by the parser

  @Override
  public final void parsedHeader(HttpField field) {
    lines.add(header(field));
  }

  @Override
  public void parsedTrailer(HttpField field) {
    if (trailers == null) {
      trailers = new ArrayList<>();
    }
    trailers.add(header(field));
  }

  private Header header(HttpField field) {
    return new Header(field.getName(), Objects.requireNonNullElse(field.getValue(), ""));
  }

  @Override
  public boolean headerComplete() {
    headComplete = true;
    return true;
  }

  @Override
  public boolean content(ByteBuffer content) {
    piece = content;
    return true;
  }

  @Override
  public boolean contentComplete() {
    return false;
  }

  @Override
  public boolean messageComplete() {
    complete = true;
    return true;
  }

  @Override
  public void earlyEOF() {
    cutOff = true;
  }

  @Override
  public void badMessage(HttpException broken) {
    int status = Math.max(400, broken.getCode()); // of a response it may be the response's own
    String what = describe(broken);
    failure =
        status == 413 || status == 414 || status == 431
            ? new TooLargeException(status, what)
            : new BrokenMessageException(status, what, (Throwable) broken);
  }

  private String describe(HttpException broken) {
    String reason = broken.getReason();
    Throwable cause = ((Throwable) broken).getCause();
    return "this is not HTTP as it should be"
        + (reason == null ? "" : ": " + reason)
        + (cause == null || cause.getMessage() == null ? "" : " (" + cause.getMessage() + ")");
  }
}
