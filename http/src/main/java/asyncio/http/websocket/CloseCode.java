package asyncio.http.websocket;

import org.eclipse.jetty.websocket.core.CloseStatus;

/** Why a websocket ends; those from 3000 to 4999 are for libraries and applications. */
public final class CloseCode {

  /** Nothing more to say. */
  public static final int NORMAL = CloseStatus.NORMAL;

  /** The server stops, or the page is left. */
  public static final int GOING_AWAY = CloseStatus.SHUTDOWN;

  /** What came breaks the rules of the protocol. */
  public static final int PROTOCOL_ERROR = CloseStatus.PROTOCOL;

  /** Messages of this kind are not understood. */
  public static final int UNSUPPORTED = CloseStatus.BAD_DATA;

  /** Never sent: the peer has closed without a code. */
  public static final int NO_CODE = CloseStatus.NO_CODE;

  /** Never sent: the connection was lost. */
  public static final int LOST = CloseStatus.NO_CLOSE;

  /** A text is not UTF-8. */
  public static final int INVALID_PAYLOAD = CloseStatus.BAD_PAYLOAD;

  /** Refused for a reason that has no code of its own. */
  public static final int POLICY_VIOLATION = CloseStatus.POLICY_VIOLATION;

  /** A message is larger than the receiver accepts. */
  public static final int MESSAGE_TOO_LARGE = CloseStatus.MESSAGE_TOO_LARGE;

  /** The server has failed. */
  public static final int SERVER_ERROR = CloseStatus.SERVER_ERROR;

  private CloseCode() {}

  /** Whether this is how conversations end, rather than how they fail. */
  static boolean isOrderly(int code) {
    return code == NORMAL || code == GOING_AWAY || code == NO_CODE;
  }

  /**
   * What is not allowed to be sent would only be found out by the peer.
   *
   * @throws IllegalArgumentException if the code must not be sent, or the reason is too long
   */
  static void check(int code, byte[] reason) {
    if (!CloseStatus.isTransmittableStatusCode(code)) {
      throw new IllegalArgumentException(
          "a close code lies between 1000 and 1014, where some are reserved, or between 3000 and"
              + " 4999, and this one is "
              + code);
    }
    if (reason.length > MAX_REASON_BYTES) {
      throw new IllegalArgumentException(
          "the reason of a close has at most "
              + MAX_REASON_BYTES
              + " bytes in UTF-8, and this one has "
              + reason.length);
    }
  }

  /** A control frame has 125 bytes at most, and two are the code. */
  private static final int MAX_REASON_BYTES = 123;
}
