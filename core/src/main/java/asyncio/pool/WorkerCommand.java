package asyncio.pool;

import asyncio.worker.WorkerMain;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The command line of a worker: this JVM again, with one thread in mind, and with the library and
 * all that is on this JVM's class path and module path on its class path.
 *
 * @param words the command, but for the socket that comes last
 * @param quiet whether what it prints interests nobody
 */
record WorkerCommand(List<String> words, boolean quiet) {

  /** A worker as the options want it. */
  static WorkerCommand of(ProcessPoolOptions options, List<String> startOptions) {
    List<String> command = new ArrayList<>();
    command.add(java());
    command.addAll(startOptions);
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-XX:-UsePerfData",
            "-XX:+DisplayVMOutputToStderr",
            "-Dstdout.encoding=UTF-8",
            "-Dstderr.encoding=UTF-8"));
    if (options.maxMegabytes() > 0) {
      command.add("-Xmx" + options.maxMegabytes() + "m");
    }
    command.addAll(options.jvmOptions());
    command.addAll(List.of("-cp", classPath(), WorkerMain.class.getName()));
    return new WorkerCommand(command, false);
  }

  /** A worker with nothing but the library, whose JVM writes a cache for fast starts. */
  static WorkerCommand forTraining(Path cache) {
    return new WorkerCommand(
        List.of(
            java(),
            "-XX:AOTCacheOutput=" + cache,
            "-Xlog:aot*=off,cds*=off",
            "-XX:+UseSerialGC",
            "-cp",
            library().toString(),
            WorkerMain.class.getName()),
        true);
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** The library first: a cache for fast starts is good for whatever comes after it. */
  private static String classPath() {
    Set<String> entries = new LinkedHashSet<>();
    entries.add(library().toString());
    Stream.of("java.class.path", "jdk.module.path")
        .map(System::getProperty)
        .filter(path -> path != null && !path.isEmpty())
        .forEach(path -> entries.addAll(List.of(path.split(File.pathSeparator))));
    return String.join(File.pathSeparator, entries);
  }

  /** The jar or folder of this library. */
  static Path library() {
    try {
      return Path.of(
          WorkerCommand.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(
          "a process pool needs the library as a jar or folder, to start workers with it", e);
    }
  }
}
