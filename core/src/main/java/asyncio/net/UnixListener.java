package asyncio.net;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** A listener at a path that tidies up after itself, and after those before it. */
final class UnixListener implements Listener {

  private static final int FILE_TYPE = 0170000;
  private static final int SOCKET = 0140000;

  private final Listener listener;
  private final Path path;

  /** Says which file it is, whatever its name; null where the platform cannot. */
  private final @Nullable Object fileKey;

  private UnixListener(Listener listener, Path path) {
    this.listener = listener;
    this.path = path;
    this.fileKey = fileKey(path);
  }

  static Listener open(Network network, Path path, ListenOptions options) throws IOException {
    removeStaleSocket(path);
    return new UnixListener(network.listen(UnixDomainSocketAddress.of(path), options), path);
  }

  private static void removeStaleSocket(Path path) throws IOException {
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && isSocket(path)) {
      Files.delete(path);
    }
  }

  private static boolean isSocket(Path path) throws IOException {
    if (!path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      return attributes(path).isOther();
    }
    int mode = (int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
    return (mode & FILE_TYPE) == SOCKET;
  }

  private static BasicFileAttributes attributes(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  private static @Nullable Object fileKey(Path path) {
    try {
      return attributes(path).fileKey();
    } catch (IOException gone) {
      return null;
    }
  }

  @Override
  public @Nullable ByteStream accept() throws IOException {
    return listener.accept();
  }

  @Override
  public void awaitConnection() throws IOException {
    listener.awaitConnection();
  }

  @Override
  public void onConnection(@Nullable Runnable callback) {
    listener.onConnection(callback);
  }

  @Override
  public SocketAddress localAddress() {
    return listener.localAddress();
  }

  @Override
  public boolean isClosed() {
    return listener.isClosed();
  }

  @Override
  public void close() {
    if (isClosed()) {
      return;
    }
    if (fileKey != null && fileKey.equals(fileKey(path))) {
      try {
        Files.delete(path);
      } catch (IOException ignored) {
        // somebody else has removed it, or made the folder read-only: it is stale either way
      }
    }
    listener.close();
  }

  @Override
  public String toString() {
    return listener.toString();
  }
}
