package asyncio.http.server;

import asyncio.stream.Connection;
import asyncio.stream.StreamWriter;
import asyncio.task.EventLoop;
import asyncio.task.TimerHandle;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Aborts the connection of a client that takes nothing of its response: otherwise it could keep the
 * application waiting, and its place among the requests, for ever. Loop thread only.
 */
final class SendWatch {

  private static final long NOT_STUCK = -1;

  private final EventLoop loop;
  private final Connection connection;
  private final Duration patience;
  private @Nullable TimerHandle timer;

  /** How many bytes were sent when it was looked at last and more was waiting. */
  private long sentWhenStuck;

  SendWatch(EventLoop loop, Connection connection, Duration patience) {
    this.loop = loop;
    this.connection = connection;
    this.patience = patience;
  }

  /** Begins to watch; does nothing if it does so already. */
  void begin() {
    if (timer == null) {
      sentWhenStuck = NOT_STUCK;
      look();
    }
  }

  /** Leaves no timer behind. */
  void end() {
    TimerHandle ticking = timer;
    if (ticking != null) {
      ticking.cancel();
      timer = null;
    }
  }

  private void look() {
    StreamWriter writer = connection.writer();
    long sent = writer.bytesSent();
    boolean waiting = writer.writeBufferSize() > 0;
    if (waiting && sent == sentWhenStuck) {
      connection.abort();
      return;
    }
    sentWhenStuck = waiting ? sent : NOT_STUCK;
    timer = loop.callLater(patience, this::look);
  }
}
