package asyncio.http.websocket;

import asyncio.stream.StreamWriter;
import asyncio.task.Coroutine;
import asyncio.task.EventLoop;
import asyncio.task.Task;
import asyncio.task.TaskOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.websocket.core.OpCode;
import org.jspecify.annotations.Nullable;

/**
 * Answers the pings of the peer. While the peer does not take what was sent before, only the newest
 * ping is kept, and a task of its own waits to answer it: the task that reads must not wait for a
 * peer that may be waiting in the same way.
 */
final class Pongs {

  private final EventLoop loop;
  private final FrameProtocol protocol;
  private final StreamWriter writer;
  private @Nullable ByteBuffer newest;
  private @Nullable Task<?> answering;

  Pongs(EventLoop loop, FrameProtocol protocol, StreamWriter writer) {
    this.loop = loop;
    this.protocol = protocol;
    this.writer = writer;
  }

  void answer(ByteBuffer ping) {
    newest = ping;
    if (answering != null) {
      return;
    }
    if (writer.writeBufferSize() == 0) {
      writeNewest();
    } else {
      answering =
          loop.<@Nullable Void>createTask(
              Coroutine.of(this::answerLater), TaskOptions.named("websocket pong"));
    }
  }

  private void answerLater() {
    try {
      while (newest != null) {
        byte[] frames = frames();
        writer.send(frames);
      }
    } catch (IOException lost) {
      newest = null; // the task that reads finds out, too
    } finally {
      answering = null;
    }
  }

  private void writeNewest() {
    try {
      writer.write(frames());
    } catch (IOException closed) {
      newest = null; // nobody waits for it any more
    }
  }

  private byte[] frames() throws IOException {
    ByteBuffer payload = newest;
    newest = null;
    if (payload != null && protocol.canSend()) {
      protocol.send(OpCode.PONG, payload);
    }
    return protocol.takeOutput();
  }

  void end() {
    newest = null;
    Task<?> task = answering;
    if (task != null) {
      task.cancel();
    }
  }
}
