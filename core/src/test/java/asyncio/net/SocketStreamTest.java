package asyncio.net;

import asyncio.task.EventLoop;
import asyncio.testing.contract.ByteStreamContract;
import java.io.IOException;

/** The promises of every stream, kept by sockets. */
class SocketStreamTest extends ByteStreamContract {

  @Override
  protected Ends connect(EventLoop loop) throws IOException {
    return Sockets.connect(loop);
  }
}
