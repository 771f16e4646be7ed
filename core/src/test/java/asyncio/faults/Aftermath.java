package asyncio.faults;

import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.millis;
import static asyncio.Asyncio.sleep;
import static asyncio.support.Settling.settle;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.task.LoopStatistics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What a loop and its process hold at a quiet moment. After a fault it must be the same again.
 *
 * @param sockets open ones of this process; 0 where the platform does not tell
 * @param held tasks, timers and callbacks of the loop
 */
record Aftermath(long sockets, LoopStatistics held) {

  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
  private static final double DEADLINE_SECONDS = 20;

  static Aftermath now() throws IOException {
    settle();
    return new Aftermath(openSockets(), getRunningLoop().statistics());
  }

  /** Waits until nothing is left of what has happened since; what is on its way may arrive. */
  void awaitReturn() throws IOException {
    double deadline = getRunningLoop().time() + DEADLINE_SECONDS;
    Aftermath last = now();
    while (!last.equals(this) && getRunningLoop().time() < deadline) {
      sleep(millis(1));
      last = now();
    }
    assertThat(last).as("what is left, with %s", getRunningLoop().allTasks()).isEqualTo(this);
  }

  static long openSockets() throws IOException {
    if (!Files.isDirectory(DESCRIPTORS)) {
      return 0;
    }
    try (Stream<Path> descriptors = Files.list(DESCRIPTORS)) {
      return descriptors.filter(Aftermath::isSocket).count();
    }
  }

  private static boolean isSocket(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
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
