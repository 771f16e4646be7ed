package asyncio.worker;

/** What a message is; its first byte on the wire. */
public enum MessageType {
  /** To the worker: run this code. */
  RUN(1),
  /** The code's result. */
  RESULT(2),
  /** What the code threw, as a {@link FailureReport}. */
  FAILURE(3),
  /** The code ran out of memory, and the worker ends; text. */
  OUT_OF_MEMORY(4),
  /** To the parent, while code runs: the bytes of the class of this name; text. */
  FIND_CLASS(5),
  /** The bytes of the class that was asked for. */
  CLASS(6),
  /** There is no class of that name. */
  NO_CLASS(7),
  /** To the worker: end. */
  EXIT(8);

  private static final MessageType[] ALL = values();

  private final int code;

  MessageType(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  static MessageType of(int code) {
    for (MessageType type : ALL) {
      if (type.code == code) {
        return type;
      }
    }
    throw new IllegalStateException(
        "a message between pool and worker has the unknown type "
            + code
            + "; do both run the same version of the library?");
  }
}
