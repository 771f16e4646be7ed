package asyncio.process;

import asyncio.stream.Connection;
import asyncio.task.CurrentLoop;
import asyncio.task.EventLoop;
import asyncio.transport.Connected;
import asyncio.transport.Connections;
import asyncio.transport.FlowControlledProtocol;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Supplier;

/** Connects protocols to streams that block, for the facade. */
public final class Pipes {

  private Pipes() {}

  /** See {@link asyncio.Asyncio#connectReadPipe}. */
  public static <P extends FlowControlledProtocol> Connected<P> connectRead(
      Supplier<? extends P> protocols, InputStream pipe) {
    EventLoop loop = CurrentLoop.running();
    ByteSource source = BlockingSource.of("read pipe", pipe);
    return Connections.attach(InputPipe.onDemand(loop, "read pipe", source), protocols);
  }

  /** See {@link asyncio.Asyncio#connectWritePipe}. */
  public static <P extends FlowControlledProtocol> Connected<P> connectWrite(
      Supplier<? extends P> protocols, OutputStream pipe) {
    EventLoop loop = CurrentLoop.running();
    return Connections.attach(new OutputPipe(loop, "write pipe", pipe), protocols);
  }

  /** See {@link asyncio.Asyncio#openStandardInput}. */
  public static Connection openStandardInput() {
    return StandardInput.open();
  }
}
