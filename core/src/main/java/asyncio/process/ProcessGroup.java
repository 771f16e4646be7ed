package asyncio.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The group that a process leads, as one that was started with {@code setsid} does: in it are also
 * those of its descendants whose parents have ended. Any thread; it reads Linux's list of
 * processes, and knows no group on other systems.
 *
 * @param leader the number of the process, and of the group, also when the process has ended
 */
record ProcessGroup(long leader) {

  private static final long UNKNOWN = -1;

  /** The group that a running process leads, or null if it leads none. */
  static @Nullable ProcessGroup ledBy(ProcessHandle process) {
    long pid = process.pid();
    return groupOf(pid) == pid ? new ProcessGroup(pid) : null;
  }

  /** All but the leader. */
  Stream<ProcessHandle> others() {
    return ProcessHandle.allProcesses()
        .filter(handle -> handle.pid() != leader && groupOf(handle.pid()) == leader);
  }

  private static long groupOf(long pid) {
    try {
      String status = Files.readString(Path.of("/proc/" + pid + "/stat"));
      // number, (program), state, parent, group; the program may have any name
      String[] fields = status.substring(status.lastIndexOf(')') + 2).split(" ", 4);
      return Long.parseLong(fields[2]);
    } catch (IOException gone) {
      return UNKNOWN;
    }
  }
}
