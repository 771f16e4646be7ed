package asyncio.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The group that a process leads, as one that was started with {@code setsid} does: in it are also
 * those of its descendants whose parents have ended. Any thread; it reads Linux's list of
 * processes, and finds nothing on other systems.
 *
 * @param leader the number of the process, and of its group
 */
record ProcessGroup(long leader) {

  private static final long UNKNOWN = -1;

  /** Its other members; none if the process leads no group. */
  Stream<ProcessHandle> others() {
    return groupOf(leader) == leader
        ? ProcessHandle.allProcesses()
            .filter(handle -> handle.pid() != leader && groupOf(handle.pid()) == leader)
        : Stream.empty();
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
