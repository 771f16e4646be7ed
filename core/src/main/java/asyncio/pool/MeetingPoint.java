package asyncio.pool;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a worker that starts finds its pool: a socket in a folder that only this user may look
 * into, since who connects to it could run code. Nothing of it is left once they have met. Any
 * thread.
 */
final class MeetingPoint implements AutoCloseable {

  private final Path folder;
  private final Path socket;
  private final ServerSocketChannel listener;

  private MeetingPoint(Path folder, ServerSocketChannel listener) {
    this.folder = folder;
    this.socket = socketIn(folder);
    this.listener = listener;
  }

  static MeetingPoint open() throws IOException {
    Path folder = Files.createTempDirectory("asyncio-pool");
    ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    MeetingPoint opened = new MeetingPoint(folder, listener);
    try {
      listener.bind(UnixDomainSocketAddress.of(opened.socket));
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
    return opened;
  }

  private static Path socketIn(Path folder) {
    return folder.resolve("worker.sock");
  }

  Path socket() {
    return socket;
  }

  /** Waits for the worker; {@link #close} ends that with an exception. */
  SocketChannel accept() throws IOException {
    return listener.accept();
  }

  @Override
  public void close() {
    try {
      listener.close();
      Files.deleteIfExists(socket);
      Files.deleteIfExists(folder);
    } catch (IOException leftBehind) {
      return; // an empty folder, of which nobody is to be told
    }
  }
}
