package asyncio.faults;

import static asyncio.Asyncio.getRunningLoop;
import static asyncio.support.Settling.settleSockets;
import static asyncio.support.Settling.settleUntil;

import asyncio.task.LoopStatistics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What a loop and its process hold at a quiet moment. After a fault it must be the same again.
 *
 * @param sockets open ones of this process; 0 where the platform does not tell
 * @param pipes open ends of pipes; 0 where the platform does not tell
 * @param held tasks, timers and callbacks of the loop
 */
record Aftermath(long sockets, long pipes, LoopStatistics held) {

  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  static {
    try {
      SocketChannel.open().close(); // from the first on, the JDK keeps a socket of its own
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Aftermath now() {
    settleSockets();
    return new Aftermath(openSockets(), open("pipe:"), getRunningLoop().statistics());
  }

  /** Waits until nothing is left of what has happened since; what is on its way may arrive. */
  void awaitReturn() {
    settleUntil("the return of " + this, () -> now().equals(this));
  }

  static long openSockets() {
    return open("socket:");
  }

  private static long open(String kind) {
    if (!Files.isDirectory(DESCRIPTORS)) {
      return 0;
    }
    try (Stream<Path> descriptors = Files.list(DESCRIPTORS)) {
      return descriptors.filter(descriptor -> isOf(kind, descriptor)).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isOf(String kind, Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString().startsWith(kind);
    } catch (IOException closedMeanwhile) {
      return false;
    }
  }

  /** Collects more than once: what a first collection finds out, a second one can act upon. */
  static long liveHeapBytes() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
