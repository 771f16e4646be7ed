package asyncio.worker;

/** What a message is; its first byte on the wire. */
public enum MessageType {
  /** To the worker: run this code. */
  RUN,
  /** The code's result. */
  RESULT,
  /** What the code threw, as a {@link FailureReport}. */
  FAILURE,
  /** The code ran out of memory, and the worker ends; text. */
  OUT_OF_MEMORY,
  /** To the parent, while code runs: the bytes of the class of this name; text. */
  FIND_CLASS,
  /** The bytes of the class that was asked for. */
  CLASS,
  /** There is no class of that name. */
  NO_CLASS,
  /** To the worker: end. */
  EXIT;

  private static final MessageType[] BY_CODE = values();

  static MessageType of(byte code) {
    if (code < 0 || code >= BY_CODE.length) {
      throw new IllegalStateException(
          "a message between pool and worker has the unknown type "
              + code
              + "; do both run the same version of the library?");
    }
    return BY_CODE[code];
  }
}
