package asyncio.benchmarks.peers;

import static asyncio.Asyncio.openConnection;
import static asyncio.Asyncio.run;

import asyncio.stream.Connection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Sends a file of 1 GiB to a thread that reads and drops it: by a blocking {@code transferTo}, and
 * by {@code StreamWriter.sendFile}, in turn.
 */
public final class SendFile {

  private static final long SIZE = 1L << 30;
  private static final int CHUNK = 1 << 20;
  private static final double NANOS = 1e9;

  private SendFile() {}

  private interface Sender {
    void send(FileChannel file, InetSocketAddress address) throws Exception;
  }

  /** The argument: how many times each. */
  public static void main(String[] arguments) throws Exception {
    Path path = Files.createTempFile("asyncio-benchmark", ".bin");
    try {
      fill(path);
      for (int i = 0; i < Integer.parseInt(arguments[0]); i++) {
        double blocking = seconds(path, SendFile::transfer);
        double ours = seconds(path, (file, address) -> run(() -> sendFile(file, address)));
        System.out.printf(
            "R sendfile blocking %.3f s, ours %.3f s, ratio of speeds %.2f%n",
            blocking, ours, blocking / ours);
      }
    } finally {
      Files.delete(path);
    }
  }

  private static void fill(Path path) throws IOException {
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
      for (long done = 0; done < SIZE; done += CHUNK) {
        file.write(ByteBuffer.allocate(CHUNK));
      }
    }
  }

  private static double seconds(Path path, Sender sender) throws Exception {
    try (FileChannel file = FileChannel.open(path);
        ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      Thread sink = Thread.ofPlatform().name("sink").start(() -> drop(server));
      long start = System.nanoTime();
      sender.send(file, (InetSocketAddress) server.getLocalAddress());
      sink.join();
      return (System.nanoTime() - start) / NANOS;
    }
  }

  private static void drop(ServerSocketChannel server) {
    try (SocketChannel channel = server.accept()) {
      ByteBuffer buffer = ByteBuffer.allocateDirect(CHUNK);
      long received = 0;
      for (int count = 0; count >= 0; count = channel.read(buffer.clear())) {
        received += count;
      }
      if (received != SIZE) {
        throw new IllegalStateException("received " + received + " bytes of " + SIZE);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void transfer(FileChannel file, InetSocketAddress address) throws IOException {
    try (SocketChannel channel = SocketChannel.open(address)) {
      for (long sent = 0; sent < SIZE; ) {
        sent += file.transferTo(sent, SIZE - sent, channel);
      }
    }
  }

  private static void sendFile(FileChannel file, InetSocketAddress address) throws IOException {
    try (Connection connection =
        openConnection(address.getAddress().getHostAddress(), address.getPort())) {
      connection.writer().sendFile(file);
    }
  }
}
