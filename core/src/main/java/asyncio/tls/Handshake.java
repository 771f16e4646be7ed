package asyncio.tls;

import java.io.IOException;
import java.net.SocketException;
import javax.net.ssl.SSLEngine;

/** Shakes hands as far as that is possible without waiting. */
final class Handshake {

  /** What a handshake waits for. */
  enum Need {
    /** Nothing, it is over. */
    NOTHING,
    INPUT,
    OUTPUT
  }

  private final SSLEngine engine;
  private final Incoming incoming;
  private final Outgoing outgoing;
  private boolean begun;

  Handshake(SSLEngine engine, Incoming incoming, Outgoing outgoing) {
    this.engine = engine;
    this.incoming = incoming;
    this.outgoing = outgoing;
  }

  boolean hasBegun() {
    return begun;
  }

  Need advance() throws IOException {
    if (!begun) {
      begun = true;
      engine.beginHandshake();
    }
    while (true) {
      switch (engine.getHandshakeStatus()) {
        case NEED_TASK -> runTasks(engine);
        case NEED_WRAP -> {
          if (!outgoing.send()) {
            return Need.OUTPUT;
          }
          outgoing.takeFromEngine();
        }
        case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
          if (!outgoing.send()) {
            return Need.OUTPUT;
          }
          if (!readRecord()) {
            return Need.INPUT;
          }
        }
        case NOT_HANDSHAKING, FINISHED -> {
          outgoing.send();
          return Need.NOTHING;
        }
      }
    }
  }

  /** In place: they take about a millisecond, and what blocks in them parks only this coroutine. */
  static void runTasks(SSLEngine engine) {
    for (Runnable task = engine.getDelegatedTask();
        task != null;
        task = engine.getDelegatedTask()) {
      task.run();
    }
  }

  private boolean readRecord() throws IOException {
    return switch (incoming.readRecord()) {
      case RECORD -> true;
      case STARVED -> false;
      case ENDED, CUT_OFF ->
          throw new SocketException(
              "Connection reset: the peer closed the connection during the TLS handshake; its log"
                  + " may say why (often it expects no TLS here, or a client certificate)");
    };
  }
}
