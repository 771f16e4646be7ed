package asyncio.http.websocket;

import asyncio.task.EventLoop;
import asyncio.task.Future;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Those that were sent, and not answered yet. A pong answers its ping and those before. */
final class Pings {

  private record Ping(ByteBuffer payload, Future<@Nullable Void> answer) {}

  private final EventLoop loop;
  private final Deque<Ping> unanswered = new ArrayDeque<>();
  private long number;

  Pings(EventLoop loop) {
    this.loop = loop;
  }

  /** Bytes that tell the next ping from all others. */
  byte[] nextPayload() {
    return ByteBuffer.allocate(Long.BYTES).putLong(++number).array();
  }

  /** Done when the answer comes, or will never come. */
  Future<@Nullable Void> expectAnswer(byte[] payload) {
    Ping ping = new Ping(ByteBuffer.wrap(payload), loop.createFuture());
    unanswered.add(ping);
    return ping.answer;
  }

  void onPong(ByteBuffer payload) {
    if (unanswered.stream().noneMatch(ping -> ping.payload.equals(payload))) {
      return;
    }
    Ping answered;
    do {
      answered = unanswered.remove();
      if (!answered.answer.done()) {
        answered.answer.setResult(null);
      }
    } while (!answered.payload.equals(payload));
  }

  void fail(WebSocketException reason) {
    for (Ping ping : unanswered) {
      if (!ping.answer.done()) {
        ping.answer.setException(reason);
      }
    }
    unanswered.clear();
  }
}
