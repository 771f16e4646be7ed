package asyncio.http.websocket;

import asyncio.task.WaitQueue;
import org.jspecify.annotations.Nullable;

/**
 * Between the task that reads and the one that receives: room for one message. While it is taken,
 * nothing is read, so that a peer cannot fill the memory.
 */
final class Inbox {

  private final WaitQueue receiver = new WaitQueue();
  private final WaitQueue reader = new WaitQueue();
  private @Nullable WebSocketMessage message;
  private boolean ended;
  private boolean discarding;

  /** Only when there is room. */
  void put(WebSocketMessage newMessage) {
    if (!discarding) {
      message = newMessage;
      receiver.wakeNext();
    }
  }

  /**
   * The next message; suspends until there is one. A task that is cancelled meanwhile takes none.
   *
   * @return null if no more come
   * @throws IllegalStateException if another task waits for it
   */
  @Nullable WebSocketMessage take() {
    if (!receiver.isEmpty()) {
      throw new IllegalStateException(
          "one task at a time receives from a websocket, and another waits already");
    }
    while (message == null && !ended) {
      receiver.await(this);
    }
    WebSocketMessage taken = message;
    message = null;
    reader.wakeAll();
    return taken;
  }

  boolean isEmpty() {
    return message == null;
  }

  /** Suspends while a message waits to be taken. */
  void awaitRoom() {
    while (message != null) {
      reader.await(this);
    }
  }

  /** Nobody wants what is here, nor what comes. */
  void discard() {
    discarding = true;
    message = null;
    reader.wakeAll();
  }

  /** Nothing more comes. */
  void end() {
    ended = true;
    receiver.wakeAll();
  }

  @Override
  public String toString() {
    return "<messages of a websocket, " + (message == null ? "none" : "one") + " waiting>";
  }
}
