package asyncio.net;

import asyncio.task.CurrentLoop;
import asyncio.task.EventLoop;
import asyncio.task.Readiness;
import asyncio.transfer.FilePart;
import asyncio.transfer.TransferBuffer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * The socket calls of the loop, for plain channels of the JDK; {@link asyncio.Asyncio} has them
 * under asyncio's names and says what they promise. Each tries first, and suspends only if it would
 * block.
 */
public final class SocketCalls {

  private SocketCalls() {}

  // ---- connecting

  /** See {@link asyncio.Asyncio#sockAccept}. */
  public static SocketChannel accept(ServerSocketChannel channel) throws IOException {
    EventLoop loop = loopFor("sockAccept", channel);
    SocketChannel accepted = channel.accept();
    while (accepted == null) {
      awaitReadable(loop, channel);
      accepted = channel.accept();
    }
    accepted.configureBlocking(false);
    return accepted;
  }

  /** See {@link asyncio.Asyncio#sockConnect}. */
  public static void connect(SocketChannel channel, SocketAddress address) throws IOException {
    EventLoop loop = loopFor("sockConnect", channel);
    connect(
        loop,
        channel,
        Families.isUnresolved(address) ? resolve(loop, (InetSocketAddress) address) : address);
  }

  private static InetSocketAddress resolve(EventLoop loop, InetSocketAddress address)
      throws IOException {
    return new InetSocketAddress(
        Network.of(loop).resolve(address.getHostString()).getFirst(), address.getPort());
  }

  static void connect(EventLoop loop, SocketChannel channel, SocketAddress remote)
      throws IOException {
    if (!channel.connect(remote)) {
      do {
        awaitWritable(loop, channel);
      } while (!channel.finishConnect());
    }
  }

  // ---- receiving

  /** See {@link asyncio.Asyncio#sockRecv}. */
  public static <C extends SelectableChannel & ReadableByteChannel> byte[] receive(
      C channel, int size) throws IOException {
    if (channel instanceof DatagramChannel datagrams) {
      return receiveFrom(datagrams, size).data();
    }
    EventLoop loop = loopFor("sockRecv", channel);
    checkSize(size);
    byte[] received = tryReceive(loop, channel, size);
    while (received == null) {
      awaitReadable(loop, channel);
      received = tryReceive(loop, channel, size);
    }
    return received;
  }

  private static byte @Nullable [] tryReceive(EventLoop loop, ReadableByteChannel channel, int size)
      throws IOException {
    TransferBuffer transfer = TransferBuffer.of(loop);
    ByteBuffer buffer = transfer.borrow(size);
    int count = channel.read(buffer);
    byte[] received = transfer.unload(buffer);
    return count == 0 && size > 0 ? null : received;
  }

  /** See {@link asyncio.Asyncio#sockRecvInto}. */
  public static <C extends SelectableChannel & ReadableByteChannel> int receiveInto(
      C channel, ByteBuffer target) throws IOException {
    if (channel instanceof DatagramChannel datagrams) {
      int before = target.position();
      receiveFromInto(datagrams, target);
      return target.position() - before;
    }
    EventLoop loop = loopFor("sockRecvInto", channel);
    int count = channel.read(target);
    while (count == 0 && target.hasRemaining()) {
      awaitReadable(loop, channel);
      count = channel.read(target);
    }
    return count;
  }

  /** See {@link asyncio.Asyncio#sockRecvfrom}. */
  public static Datagram receiveFrom(DatagramChannel channel, int size) throws IOException {
    EventLoop loop = loopFor("sockRecvfrom", channel);
    checkSize(size);
    Datagram received = tryReceiveFrom(loop, channel, size);
    while (received == null) {
      awaitReadable(loop, channel);
      received = tryReceiveFrom(loop, channel, size);
    }
    return received;
  }

  private static @Nullable Datagram tryReceiveFrom(
      EventLoop loop, DatagramChannel channel, int size) throws IOException {
    TransferBuffer transfer = TransferBuffer.of(loop);
    ByteBuffer buffer = transfer.borrow(size);
    SocketAddress sender = channel.receive(buffer);
    byte[] received = transfer.unload(buffer);
    return sender == null ? null : new Datagram(received, sender);
  }

  /** See {@link asyncio.Asyncio#sockRecvfromInto}. */
  public static SocketAddress receiveFromInto(DatagramChannel channel, ByteBuffer target)
      throws IOException {
    EventLoop loop = loopFor("sockRecvfromInto", channel);
    SocketAddress sender = channel.receive(target);
    while (sender == null) {
      awaitReadable(loop, channel);
      sender = channel.receive(target);
    }
    return sender;
  }

  /** See {@link asyncio.Asyncio#sockRecvfromInto(DatagramChannel, ByteBuffer, int)}. */
  public static SocketAddress receiveFromInto(DatagramChannel channel, ByteBuffer target, int size)
      throws IOException {
    checkSize(size);
    if (size > target.remaining()) {
      throw new IllegalArgumentException(
          "cannot receive "
              + size
              + " bytes into a buffer with room for "
              + target.remaining()
              + "; ask for less, or give a larger one");
    }
    int limit = target.limit();
    try {
      return receiveFromInto(channel, target.limit(target.position() + size));
    } finally {
      target.limit(limit);
    }
  }

  // ---- sending

  /** See {@link asyncio.Asyncio#sockSendall}. */
  public static <C extends SelectableChannel & WritableByteChannel> void sendAll(
      C channel, ByteBuffer source) throws IOException {
    EventLoop loop = loopFor("sockSendall", channel);
    channel.write(source);
    while (source.hasRemaining()) {
      awaitWritable(loop, channel);
      channel.write(source);
    }
  }

  /** See {@link asyncio.Asyncio#sockSendto}. */
  public static int sendTo(DatagramChannel channel, ByteBuffer source, SocketAddress address)
      throws IOException {
    EventLoop loop = loopFor("sockSendto", channel);
    int size = source.remaining();
    int sent = channel.send(source, address);
    while (sent == 0 && size > 0) {
      awaitWritable(loop, channel);
      sent = channel.send(source, address);
    }
    return sent;
  }

  /** See {@link asyncio.Asyncio#sockSendfile(SocketChannel, FileChannel, long, long)}. */
  public static long sendFile(SocketChannel channel, FileChannel file, long offset, long count)
      throws IOException {
    EventLoop loop = loopFor("sockSendfile", channel);
    FilePart part = FilePart.of(file, offset, count);
    try {
      while (part.remaining() > 0) {
        part.sendTo((from, position, size) -> from.transferTo(position, size, channel));
        if (part.isSent()) {
          break;
        }
        awaitWritable(loop, channel);
      }
    } finally {
      part.movePosition();
    }
    return part.sent();
  }

  // ---- waiting

  private static EventLoop loopFor(String operation, SelectableChannel channel) {
    EventLoop loop = CurrentLoop.requireTask(operation).getLoop();
    Readiness.checkNonBlocking(channel);
    return loop;
  }

  private static void checkSize(int size) {
    if (size < 0) {
      throw new IllegalArgumentException(
          "the number of bytes to receive must not be negative, and is " + size);
    }
  }

  private static void awaitReadable(EventLoop loop, SelectableChannel channel) throws IOException {
    Readiness readiness = loop.readiness(channel);
    readiness.checkUnowned();
    readiness.awaitReadable(channel);
  }

  private static void awaitWritable(EventLoop loop, SelectableChannel channel) throws IOException {
    Readiness readiness = loop.readiness(channel);
    readiness.checkUnowned();
    readiness.awaitWritable(channel);
  }
}
