package asyncio.transport;

import asyncio.net.ByteStream;
import asyncio.net.Server;
import asyncio.task.ErrorContext;
import asyncio.task.EventLoop;
import asyncio.task.Task;
import asyncio.tls.TlsOptions;
import asyncio.tls.TlsStream;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A connection that a server has accepted over TLS. The protocol is made when the handshake is
 * done, and hears nothing of one that fails.
 */
final class SecureClient implements Server.Client {

  private final EventLoop loop;
  private final TlsStream stream;
  private final Supplier<? extends FlowControlledProtocol> protocols;
  private final Duration goodbyeTimeout;
  private final Runnable ended;
  private final Task<?> handshake;
  private @Nullable Transport transport;

  SecureClient(
      EventLoop loop,
      ByteStream below,
      TlsOptions tls,
      Supplier<? extends FlowControlledProtocol> protocols,
      Runnable ended) {
    this.loop = loop;
    this.stream = TlsStream.server(loop, below, tls);
    this.protocols = protocols;
    this.goodbyeTimeout = tls.shutdownTimeout();
    this.ended = ended;
    this.handshake = loop.createTask(this::shakeHands);
    handshake.addDoneCallback(_ -> endUnlessConnected());
  }

  private void shakeHands() {
    try {
      stream.handshake();
      transport = Connections.start(loop, stream, protocols, goodbyeTimeout, ended);
    } catch (IOException | RuntimeException failure) {
      if (failure instanceof RuntimeException || loop.getDebug()) {
        loop.callExceptionHandler(
            ErrorContext.of("Error on transport creation for incoming connection")
                .with("exception", failure)
                .with("connection", stream));
      }
    }
  }

  private void endUnlessConnected() {
    if (transport == null) {
      stream.close();
      ended.run();
    }
  }

  @Override
  public void close() {
    if (transport == null) {
      handshake.cancel();
    } else {
      transport.close();
    }
  }

  @Override
  public void abort() {
    if (transport == null) {
      handshake.cancel();
    } else {
      transport.abort();
    }
  }

  @Override
  public String toString() {
    return stream.toString();
  }
}
