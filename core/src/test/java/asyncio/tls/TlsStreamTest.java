package asyncio.tls;

import asyncio.net.MemoryStream;
import asyncio.net.Sockets;
import asyncio.support.FastEngineOnly;
import asyncio.task.EventLoop;
import asyncio.testing.contract.ByteStreamContract;
import java.io.IOException;
import org.junit.jupiter.api.Nested;

/** The promises of every stream, kept by TLS on whatever lies below. */
class TlsStreamTest {

  @Nested
  class InMemory extends ByteStreamContract {

    @Override
    protected Ends connect(EventLoop loop) {
      MemoryStream near = MemoryStream.create(loop, 65_536);
      return TlsEnds.shakeHands(loop, near, near.peer());
    }
  }

  @Nested
  @FastEngineOnly // two of these kinds are enough for the other one
  class InTinyPieces extends ByteStreamContract {

    @Override
    protected Ends connect(EventLoop loop) {
      MemoryStream near = MemoryStream.create(loop, 313);
      return TlsEnds.shakeHands(loop, near, near.peer());
    }
  }

  @Nested
  @FastEngineOnly // two of these kinds are enough for the other one
  class OfVersion12 extends ByteStreamContract {

    @Override
    protected Ends connect(EventLoop loop) {
      MemoryStream near = MemoryStream.create(loop, 65_536);
      TlsContext server = Certificates.identity("rsa").protocols("TLSv1.2").build();
      return TlsEnds.shakeHands(
          loop, near, near.peer(), Certificates.trustedClient(), TlsOptions.server(server));
    }
  }

  @Nested
  @FastEngineOnly // two of these kinds are enough for the other one
  class InTls extends ByteStreamContract {

    @Override
    protected Ends connect(EventLoop loop) {
      MemoryStream near = MemoryStream.create(loop, 10_000);
      Ends outer = TlsEnds.shakeHands(loop, near, near.peer());
      return TlsEnds.shakeHands(loop, outer.near(), outer.far());
    }
  }

  @Nested
  class OnSockets extends ByteStreamContract {

    @Override
    protected Ends connect(EventLoop loop) throws IOException {
      Ends sockets = Sockets.connect(loop);
      return TlsEnds.shakeHands(loop, sockets.near(), sockets.far());
    }
  }
}
