package asyncio.process;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.FileInputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Starts one program by {@code posix_spawn}: much faster than the JDK, which starts a helper that
 * starts the program. It tells the number of the signal that ended the program, and its pipes are
 * files, so that closing them ends a read that is under way. See decision 19.
 */
final class NativeSpawn implements AutoCloseable {

  private static final int O_RDONLY = 0;
  private static final int O_WRONLY = 1;
  private static final int O_CLOEXEC = 0x80000;
  private static final int FIRST_BEYOND_STDERR = 3;

  /** Java threads have a signal blocked, which programs would inherit. */
  private static final short POSIX_SPAWN_SETSIGMASK = 0x08;

  private static final int SIGNAL_BITS = 0x7F;
  private static final int EXIT_CODE_SHIFT = 8;
  private static final int EXIT_CODE_BITS = 0xFF;

  private final CLibrary c;
  private final ProcessOptions options;
  private final Arena arena = Arena.ofConfined();
  private final MemorySegment actions = arena.allocate(CLibrary.OPAQUE_BYTES, Long.BYTES);
  private final MemorySegment attributes = arena.allocate(CLibrary.OPAQUE_BYTES, Long.BYTES);
  private final List<Integer> childEnds = new ArrayList<>();
  private final List<AutoCloseable> ourEnds = new ArrayList<>();

  private NativeSpawn(CLibrary c, ProcessOptions options) throws IOException {
    this.c = c;
    this.options = options;
    check(c.actionsInit(actions));
    check(c.attributesInit(attributes));
  }

  /**
   * Whether it can start such a program: no files are opened, as their failures need their names.
   */
  static boolean canStart(ProcessOptions options) {
    return CLibrary.INSTANCE != null
        && options.stdin().isSimple()
        && options.stdout().isSimple()
        && options.stderr().isSimple();
  }

  /**
   * Starts it.
   *
   * @throws IOException if it cannot be started; the message has the system's error number
   */
  static StartedProcess start(ProcessOptions options, List<String> command) throws IOException {
    CLibrary library = Objects.requireNonNull(CLibrary.INSTANCE);
    try (NativeSpawn spawn = new NativeSpawn(library, options)) {
      return spawn.start(command);
    }
  }

  private StartedProcess start(List<String> command) throws IOException {
    NonBlockingOutput stdin = connectInput();
    FileInputStream stdout = connectOutput(1, options.stdout());
    FileInputStream stderr = connectOutput(2, options.stderr());
    if (options.directory() != null) {
      check(c.addChdir(actions, arena.allocateFrom(options.directory().toString())));
    }
    check(c.addCloseFrom(actions, FIRST_BEYOND_STDERR));
    check(c.setFlags(attributes, POSIX_SPAWN_SETSIGMASK));
    check(c.setSigmask(attributes, arena.allocate(CLibrary.OPAQUE_BYTES)));
    int pid = spawn(command);
    ourEnds.clear();
    ProcessHandle handle = ProcessHandle.of(pid).orElseThrow();
    return new StartedProcess(
        handle, reap(handle), stdin, source("stdout", pid, stdout), source("stderr", pid, stderr));
  }

  private int spawn(List<String> command) throws IOException {
    MemorySegment pid = arena.allocate(JAVA_INT);
    check(
        c.spawn(
            pid,
            arena.allocateFrom(command.getFirst()),
            actions,
            attributes,
            strings(command),
            strings(environment())));
    return pid.get(JAVA_INT, 0);
  }

  private List<String> environment() {
    Map<String, String> own = options.environment();
    return (own == null ? System.getenv() : own)
        .entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue()).toList();
  }

  private MemorySegment strings(List<String> texts) {
    MemorySegment array = arena.allocate(ADDRESS, texts.size() + 1L);
    for (int i = 0; i < texts.size(); i++) {
      array.setAtIndex(ADDRESS, i, arena.allocateFrom(texts.get(i)));
    }
    return array;
  }

  // ---- pipes

  private @Nullable NonBlockingOutput connectInput() throws IOException {
    if (options.stdin() == Stdio.PIPE) {
      Pipe pipe = openPipe();
      childEnds.add(pipe.read);
      check(c.addDup2(actions, pipe.read, 0));
      NonBlockingOutput stream = NonBlockingOutput.of(c, pipe.write);
      ourEnds.add(stream);
      return stream;
    }
    openNullDevice(0, options.stdin(), O_RDONLY);
    return null;
  }

  private @Nullable FileInputStream connectOutput(int descriptor, Stdio target) throws IOException {
    if (target == Stdio.PIPE) {
      Pipe pipe = openPipe();
      childEnds.add(pipe.write);
      check(c.addDup2(actions, pipe.write, descriptor));
      try {
        FileInputStream stream = new FileInputStream(CLibrary.pathOf(pipe.read));
        ourEnds.add(stream);
        return stream;
      } finally {
        c.close(pipe.read);
      }
    }
    if (target == Stdio.STDOUT) {
      check(c.addDup2(actions, 1, descriptor));
    }
    openNullDevice(descriptor, target, O_WRONLY);
    return null;
  }

  private void openNullDevice(int descriptor, Stdio wanted, int flags) throws IOException {
    if (wanted == Stdio.DEVNULL) {
      check(c.addOpen(actions, descriptor, arena.allocateFrom("/dev/null"), flags));
    }
  }

  /** The numbers of both ends. */
  private record Pipe(int read, int write) {}

  private Pipe openPipe() throws IOException {
    MemorySegment ends = arena.allocate(JAVA_INT, 2);
    if (c.pipe(ends, O_CLOEXEC) != 0) {
      throw new IOException("no pipe can be opened: too many open files");
    }
    return new Pipe(ends.getAtIndex(JAVA_INT, 0), ends.getAtIndex(JAVA_INT, 1));
  }

  private static @Nullable BlockingSource source(
      String what, int pid, @Nullable FileInputStream stream) {
    return stream == null ? null : BlockingSource.ofPipe(what + " of process " + pid, stream);
  }

  // ---- the end

  /** The JDK waits for a process that it has not started, too, but leaves its status to us. */
  private CompletableFuture<Integer> reap(ProcessHandle handle) {
    return handle.onExit().thenApply(exited -> reap((int) exited.pid()));
  }

  private int reap(int pid) {
    try (Arena memory = Arena.ofConfined()) {
      MemorySegment status = memory.allocate(JAVA_INT);
      if (c.waitpid(pid, status) != pid) {
        throw new IllegalStateException("the status of process " + pid + " was taken by another");
      }
      int value = status.get(JAVA_INT, 0);
      int signal = value & SIGNAL_BITS;
      return signal == 0 ? value >> EXIT_CODE_SHIFT & EXIT_CODE_BITS : -signal;
    }
  }

  private static void check(int error) throws IOException {
    if (error != 0) {
      throw new IOException("posix_spawn failed, error=" + error);
    }
  }

  /** Gives back what starting has used, and, if it has failed, the pipes. */
  @Override
  public void close() throws IOException {
    childEnds.forEach(c::close);
    c.actionsDestroy(actions);
    c.attributesDestroy(attributes);
    arena.close();
    for (AutoCloseable end : ourEnds) {
      try {
        end.close();
      } catch (Exception nothingWasWritten) {
        // and nobody reads
      }
    }
  }
}
