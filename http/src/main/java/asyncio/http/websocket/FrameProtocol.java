package asyncio.http.websocket;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.zip.Deflater;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.compression.DeflaterPool;
import org.eclipse.jetty.util.compression.InflaterPool;
import org.eclipse.jetty.websocket.core.Behavior;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.ExtensionConfig;
import org.eclipse.jetty.websocket.core.ExtensionStack;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.WebSocketComponents;
import org.eclipse.jetty.websocket.core.WebSocketConnection;
import org.eclipse.jetty.websocket.core.WebSocketCoreSession;
import org.jspecify.annotations.Nullable;

/**
 * The websocket protocol without input and output: bytes in, messages out, and the other way round.
 * Framing, masking, compression, the order of frames and the handshake of the end are Jetty's, over
 * a connection in memory; nothing of it waits, or runs anywhere else than in the caller.
 *
 * <p>Parsing stops after each message until {@link #proceed}, so nothing piles up here.
 */
final class FrameProtocol {

  /** Longer messages are sent, and reported by Jetty, in several frames. */
  private static final int FRAME_BYTES = 64 << 10;

  private static final int BUFFER_BYTES = 16 << 10;

  /*
   * Immutable in effect, and shared by all. The pools are never started, so that they do not pool:
   * what a websocket needs for its compression ends with it.
   */
  private static final WebSocketComponents COMPONENTS =
      new WebSocketComponents(
          null,
          null,
          ByteBufferPool.NON_POOLING,
          new InflaterPool(0, true),
          new DeflaterPool(0, Deflater.DEFAULT_COMPRESSION, true),
          Runnable::run);

  /** What is found in the bytes that came. Called inside of the methods of the protocol. */
  interface Listener {

    void onMessage(WebSocketMessage message);

    void onPing(ByteBuffer payload);

    void onPong(ByteBuffer payload);

    /** Nothing more comes, and nothing more can be sent. */
    void onEnd(int code, String reason, @Nullable Throwable cause);
  }

  private final Listener listener;
  private final MessageAssembler assembler;
  private final MemoryEndPoint endPoint = new MemoryEndPoint();
  private final WebSocketCoreSession session;
  private boolean stopped;
  private @Nullable Throwable sendFailure;

  /**
   * The protocol, right after the opening handshake.
   *
   * @param behavior what the peer must do differs: clients mask
   */
  FrameProtocol(Behavior behavior, Negotiated negotiated, int maxMessageBytes, Listener listener) {
    this.listener = listener;
    this.assembler = new MessageAssembler(maxMessageBytes);
    this.session =
        new WebSocketCoreSession(
            new Frames(),
            behavior,
            org.eclipse.jetty.websocket.core.Negotiated.from(
                extensions(behavior, negotiated.extensions())),
            COMPONENTS);
    session.setAutoFragment(true);
    session.setMaxFrameSize(FRAME_BYTES);
    session.setInputBufferSize(BUFFER_BYTES);
    session.setIdleTimeout(Duration.ZERO);
    open();
  }

  private static ExtensionStack extensions(Behavior behavior, String negotiated) {
    ExtensionStack stack = new ExtensionStack(COMPONENTS, behavior);
    List<ExtensionConfig> extensions =
        negotiated.isEmpty() ? List.of() : ExtensionConfig.parseList(negotiated);
    stack.negotiate(extensions, extensions);
    return stack;
  }

  @SuppressWarnings("NullAway") // the scheduler is for time limits, of which there are none
  private void open() {
    WebSocketConnection connection =
        new WebSocketConnection(endPoint, Runnable::run, null, ByteBufferPool.NON_POOLING, session);
    session.setWebSocketConnection(connection);
    endPoint.setConnection(connection);
    endPoint.onOpen();
    connection.onOpen();
  }

  // ---- in

  /** Whether all bytes that came are parsed. */
  boolean needsInput() {
    return endPoint.isFillInterested();
  }

  /** Parses up to the next message; only if input is needed. The bytes must not change. */
  void receive(ByteBuffer bytes) {
    endPoint.put(bytes);
  }

  /** The connection has ended. */
  void receiveEnd() {
    endPoint.putEnd();
  }

  /** Parses up to the next message, or until input is needed. */
  void proceed() {
    if (stopped) {
      stopped = false;
      session.demand();
    }
  }

  // ---- out

  /**
   * Makes frames.
   *
   * @throws WebSocketException if nothing can be sent any more
   */
  void send(byte opCode, ByteBuffer payload) throws WebSocketException {
    sendFailure = null;
    session.sendFrame(new Frame(opCode, payload), keepFailure(), false);
    Throwable failure = sendFailure;
    if (failure != null) {
      throw new WebSocketException(CloseCode.LOST, "this cannot be sent: " + failure, failure);
    }
  }

  /** Says that nothing more will be sent; what still comes is reported. */
  void close(int code, String reason) {
    session.close(code, reason, keepFailure());
  }

  private Callback keepFailure() {
    return Callback.from(() -> {}, failure -> sendFailure = failure);
  }

  /** The frames that were made. */
  byte[] takeOutput() {
    return endPoint.take();
  }

  // ---- the state

  /** Whether neither end has closed. */
  boolean canSend() {
    return session.isOutputOpen();
  }

  /** Whether more may come. */
  boolean isOpen() {
    return endPoint.isOpen();
  }

  /** The connection is lost, and nothing more is said. */
  void abort() {
    session.abort();
  }

  // ---- what Jetty reports

  private final class Frames implements FrameHandler {

    private @Nullable Throwable cause;

    @Override
    public void onOpen(CoreSession opened, Callback callback) {
      callback.succeeded();
      opened.demand();
    }

    @Override
    public void onFrame(Frame frame, Callback callback) {
      WebSocketMessage message = null;
      try {
        message = report(frame);
      } catch (RuntimeException violation) {
        callback.failed(violation);
        return;
      }
      callback.succeeded();
      if (message != null) {
        stopped = true;
        listener.onMessage(message);
      } else if (frame.getOpCode() != OpCode.CLOSE) {
        session.demand();
      }
    }

    private @Nullable WebSocketMessage report(Frame frame) {
      return switch (frame.getOpCode()) {
        case OpCode.PING -> {
          listener.onPing(copy(frame));
          yield null;
        }
        case OpCode.PONG -> {
          listener.onPong(copy(frame));
          yield null;
        }
        case OpCode.CLOSE -> null; // answered by the session
        default -> assembler.add(frame);
      };
    }

    private static ByteBuffer copy(Frame frame) {
      ByteBuffer payload = frame.getPayload();
      return ByteBuffer.allocate(payload.remaining()).put(payload.slice()).flip();
    }

    @Override
    public void onError(Throwable failure, Callback callback) {
      cause = failure;
      callback.succeeded();
    }

    @Override
    public void onClosed(CloseStatus status, Callback callback) {
      String reason = status.getReason();
      listener.onEnd(status.getCode(), reason == null ? "" : reason, cause);
      callback.succeeded();
    }
  }
}
