package asyncio.process;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The functions of Linux's C library that start a program and fill its pipes. Those that return an
 * error number return 0 if all went well. Any thread.
 */
final class CLibrary {

  /** Null where something is missing, or where this library may not call native code. */
  static final @Nullable CLibrary INSTANCE = openOrNull();

  /** For the opaque structures of {@code posix_spawn}, of which the largest has 336 bytes. */
  static final long OPAQUE_BYTES = 512;

  private static final int F_SETFL = 4;
  private static final int F_SETPIPE_SZ = 1031;
  private static final int O_NONBLOCK = 0x800;

  private final Linker linker = Linker.nativeLinker();
  private final MethodHandle spawn = handle("posix_spawnp", 6);
  private final MethodHandle actionsInit = handle("posix_spawn_file_actions_init", 1);
  private final MethodHandle actionsDestroy = handle("posix_spawn_file_actions_destroy", 1);
  private final MethodHandle addDup2 =
      handle("posix_spawn_file_actions_adddup2", ADDRESS, JAVA_INT, JAVA_INT);
  private final MethodHandle addOpen =
      handle("posix_spawn_file_actions_addopen", ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
  private final MethodHandle addChdir = handle("posix_spawn_file_actions_addchdir_np", 2);
  private final MethodHandle addCloseFrom =
      handle("posix_spawn_file_actions_addclosefrom_np", ADDRESS, JAVA_INT);
  private final MethodHandle attributesInit = handle("posix_spawnattr_init", 1);
  private final MethodHandle attributesDestroy = handle("posix_spawnattr_destroy", 1);
  private final MethodHandle setFlags = handle("posix_spawnattr_setflags", ADDRESS, JAVA_SHORT);
  private final MethodHandle setSigmask = handle("posix_spawnattr_setsigmask", 2);
  private final MethodHandle pipe2 = handle("pipe2", ADDRESS, JAVA_INT);
  private final MethodHandle close = handle("close", JAVA_INT);
  private final MethodHandle waitpid = handle("waitpid", JAVA_INT, ADDRESS, JAVA_INT);
  private final MethodHandle fcntl =
      handle(
          "fcntl",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT),
          Linker.Option.firstVariadicArg(2));
  private final MethodHandle write =
      handle("write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));

  private CLibrary() {}

  private static @Nullable CLibrary openOrNull() {
    boolean allowed =
        CLibrary.class.getModule().isNativeAccessEnabled()
            && System.getProperty("os.name").equals("Linux")
            && Files.isDirectory(Path.of("/proc/self/fd"));
    try {
      return allowed ? new CLibrary() : null;
    } catch (NoSuchElementException | UnsupportedOperationException anotherLibrary) {
      return null;
    }
  }

  private MethodHandle handle(String name, int pointers) {
    MemoryLayout[] arguments = new MemoryLayout[pointers];
    Arrays.fill(arguments, ADDRESS);
    return handle(name, arguments);
  }

  private MethodHandle handle(String name, MemoryLayout... arguments) {
    return handle(name, FunctionDescriptor.of(JAVA_INT, arguments));
  }

  @SuppressWarnings("restricted") // see openOrNull
  private MethodHandle handle(String name, FunctionDescriptor types, Linker.Option... options) {
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), types, options);
  }

  private interface Call {
    long run() throws Throwable;
  }

  private static int call(Call call) {
    return (int) callForLong(call);
  }

  private static long callForLong(Call call) {
    try {
      return call.run();
    } catch (RuntimeException | Error failed) {
      throw failed;
    } catch (Throwable impossible) {
      throw new AssertionError(impossible);
    }
  }

  int spawn(
      MemorySegment pid,
      MemorySegment program,
      MemorySegment actions,
      MemorySegment attributes,
      MemorySegment arguments,
      MemorySegment environment) {
    return call(
        () -> (int) spawn.invokeExact(pid, program, actions, attributes, arguments, environment));
  }

  int actionsInit(MemorySegment actions) {
    return call(() -> (int) actionsInit.invokeExact(actions));
  }

  int actionsDestroy(MemorySegment actions) {
    return call(() -> (int) actionsDestroy.invokeExact(actions));
  }

  int addDup2(MemorySegment actions, int descriptor, int newDescriptor) {
    return call(() -> (int) addDup2.invokeExact(actions, descriptor, newDescriptor));
  }

  int addOpen(MemorySegment actions, int descriptor, MemorySegment path, int flags) {
    return call(() -> (int) addOpen.invokeExact(actions, descriptor, path, flags, 0));
  }

  int addChdir(MemorySegment actions, MemorySegment path) {
    return call(() -> (int) addChdir.invokeExact(actions, path));
  }

  int addCloseFrom(MemorySegment actions, int first) {
    return call(() -> (int) addCloseFrom.invokeExact(actions, first));
  }

  int attributesInit(MemorySegment attributes) {
    return call(() -> (int) attributesInit.invokeExact(attributes));
  }

  int attributesDestroy(MemorySegment attributes) {
    return call(() -> (int) attributesDestroy.invokeExact(attributes));
  }

  int setFlags(MemorySegment attributes, short flags) {
    return call(() -> (int) setFlags.invokeExact(attributes, flags));
  }

  int setSigmask(MemorySegment attributes, MemorySegment signals) {
    return call(() -> (int) setSigmask.invokeExact(attributes, signals));
  }

  /** Returns -1 if no pipe can be had. */
  int pipe(MemorySegment descriptors, int flags) {
    return call(() -> (int) pipe2.invokeExact(descriptors, flags));
  }

  int close(int descriptor) {
    return call(() -> (int) close.invokeExact(descriptor));
  }

  /** Where a descriptor of ours can be opened once more. */
  static String pathOf(int descriptor) {
    return "/proc/self/fd/" + descriptor;
  }

  /** Lets no call block that uses this descriptor. */
  void setNonBlocking(int descriptor) {
    int _ = call(() -> (int) fcntl.invokeExact(descriptor, F_SETFL, O_NONBLOCK));
  }

  /** Asks for another size; the pipe keeps what it has if the system has no more to give. */
  void setPipeSize(int descriptor, int bytes) {
    int _ = call(() -> (int) fcntl.invokeExact(descriptor, F_SETPIPE_SZ, bytes));
  }

  /** Returns how many bytes were written, or -1. */
  long write(int descriptor, MemorySegment bytes) {
    return callForLong(() -> (long) write.invokeExact(descriptor, bytes, bytes.byteSize()));
  }

  /** Returns the number of the process, or -1. */
  int waitpid(int pid, MemorySegment status) {
    return call(() -> (int) waitpid.invokeExact(pid, status, 0));
  }
}
