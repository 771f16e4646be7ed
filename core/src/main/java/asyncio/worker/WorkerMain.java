package asyncio.worker;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;

/**
 * A worker process of this machine: connects to the Unix socket that is its argument, and serves.
 *
 * <p>It ends with its parent, whatever it is doing: its standard input is a pipe that nobody writes
 * to, and the system closes it when the parent ends, however that happens.
 */
public final class WorkerMain {

  /** What a worker exits with that has run out of memory. */
  public static final int OUT_OF_MEMORY = 3;

  private static final int PARENT_GONE = 4;

  private WorkerMain() {}

  /** The only argument is the path of the socket. */
  public static void main(String[] arguments) throws IOException {
    Thread.ofPlatform().daemon().name("parent-watch").start(WorkerMain::endWithParent);
    leaveInterruptsToParent();
    int status = 0;
    try (SocketChannel socket = SocketChannel.open(UnixDomainSocketAddress.of(arguments[0]))) {
      new WorkerLoop(new MessageChannel(socket)).serve();
    } catch (OutOfMemoryError reported) {
      status = OUT_OF_MEMORY;
    }
    System.exit(status);
  }

  private static void endWithParent() {
    try {
      while (System.in.read() >= 0) {
        // nothing is meant to come
      }
    } catch (IOException alsoGone) {
      // as below
    }
    Runtime.getRuntime().halt(PARENT_GONE);
  }

  /**
   * Ctrl-C goes to every process of the terminal. The parent cancels what it runs and stops its
   * workers; a worker that ended by itself would look broken.
   */
  private static void leaveInterruptsToParent() {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object interrupt = signal.getConstructor(String.class).newInstance("INT");
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, interrupt, handler.getField("SIG_IGN").get(null));
    } catch (ReflectiveOperationException notSupported) {
      return; // a JVM without the module jdk.unsupported
    }
  }
}
