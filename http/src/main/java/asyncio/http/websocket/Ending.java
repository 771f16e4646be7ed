package asyncio.http.websocket;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** How a websocket has ended, which is what came first; and whether this end began with it. */
final class Ending {

  private @Nullable WebSocketException failure;
  private String reason = "";
  private boolean startedHere;

  /** This end closes. */
  void startHere() {
    startedHere = true;
  }

  /** Says why, unless that is known already. */
  void end(int code, String why, @Nullable Throwable cause) {
    if (failure == null) {
      reason = why;
      String text = "the websocket has ended: " + code + (why.isEmpty() ? "" : ", " + why);
      failure = new WebSocketException(code, text, cause);
    }
  }

  OptionalInt closeCode() {
    return failure == null ? OptionalInt.empty() : OptionalInt.of(failure.closeCode());
  }

  /** What was said at the end; empty until then, and if nothing was. */
  String reason() {
    return reason;
  }

  /** Whether the peer has broken the protocol, or the connection was lost. */
  boolean isFailure() {
    return failure != null && failure.getCause() != null;
  }

  void throwIfEnded() throws WebSocketException {
    if (failure != null) {
      throw failure();
    }
  }

  void throwUnlessOrderly() throws WebSocketException {
    if (failure != null && !startedHere && !CloseCode.isOrderly(failure.closeCode())) {
      throw failure();
    }
  }

  /** Each who asks gets one with a stack of its own. */
  WebSocketException failure() {
    WebSocketException first = failure;
    if (first == null) {
      throw new IllegalStateException("a websocket has no failure until it has ended");
    }
    return new WebSocketException(first.closeCode(), String.valueOf(first.getMessage()), first);
  }

  @Override
  public String toString() {
    return failure == null ? "open" : String.valueOf(failure.getMessage());
  }
}
