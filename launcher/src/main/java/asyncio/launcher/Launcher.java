package asyncio.launcher;

import asyncio.task.KeyboardInterrupt;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Compiles a program of one source file, or takes its classes from the last time, and runs it on
 * the calling thread: {@code Launcher CACHE LIBRARY PROGRAM.java [arguments]}.
 */
public final class Launcher {

  private static final int FAILED = 1;
  private static final int INTERRUPTED = 130; // 128 + SIGINT, as shells have it

  private Launcher() {}

  /**
   * What the program throws comes out of here, so that the JVM reports it as always and exits with
   * status 1; after Ctrl-C the status is 130.
   */
  public static void main(String... arguments) throws Throwable {
    try {
      MainMethod main = mainOf(Path.of(arguments[0]), arguments[1], Path.of(arguments[2]));
      main.invoke(Arrays.copyOfRange(arguments, 3, arguments.length));
    } catch (LaunchException problem) {
      System.err.println("asyncio: " + problem.getMessage());
      System.exit(FAILED);
    } catch (KeyboardInterrupt interrupt) {
      System.exit(INTERRUPTED);
    } catch (Throwable failure) {
      StackTraces.hideLauncher(failure);
      throw failure;
    }
  }

  private static MainMethod mainOf(Path cacheFolder, String library, Path source)
      throws LaunchException {
    byte[] text = read(source);
    var cache = new ProgramCache(cacheFolder, describe(library));
    Program program = cache.find(source, text);
    if (program == null) {
      program = SourceCompiler.compile(source, text, library);
      cache.store(source, text, program);
    }
    Class<?> type = program.load();
    Thread.currentThread().setContextClassLoader(type.getClassLoader());
    return MainMethod.of(type);
  }

  private static byte[] read(Path source) throws LaunchException {
    try {
      return Files.readAllBytes(source);
    } catch (IOException e) {
      throw new LaunchException("cannot read " + source + ": " + e);
    }
  }

  /** Changes with every build of the library, whose parts are listed as in a module path. */
  private static String describe(String library) throws LaunchException {
    StringBuilder description = new StringBuilder();
    for (String part : library.split(File.pathSeparator, -1)) {
      Path path = Path.of(part);
      try {
        description.append(path).append(' ').append(Files.size(path)).append(' ');
        description.append(Files.getLastModifiedTime(path)).append(' ');
      } catch (IOException e) {
        throw new LaunchException("cannot read " + path + ": " + e);
      }
    }
    return description.toString();
  }
}
