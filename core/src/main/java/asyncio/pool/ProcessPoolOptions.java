package asyncio.pool;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the workers of a {@link ProcessPool} are like.
 *
 * @param initializer what each worker runs first, or null; if it fails, so does the code that the
 *     worker was started for
 * @param maxTasksPerWorker after how many pieces of code a worker is replaced by a fresh one
 * @param maxMegabytes how much memory a worker's objects may take, in MiB, or 0 for what the JVM
 *     allows itself
 * @param jvmOptions further options of the workers' JVM, such as {@code -Dname=value}; workers with
 *     options of their own start without the cache for fast starts
 */
public record ProcessPoolOptions(
    @Nullable SerializableRunnable initializer,
    int maxTasksPerWorker,
    int maxMegabytes,
    List<String> jvmOptions) {

  private static final int LEAST_MEGABYTES = 2;

  /** No initialiser, no limits. */
  public static final ProcessPoolOptions DEFAULT =
      new ProcessPoolOptions(null, Integer.MAX_VALUE, 0, List.of());

  /**
   * @throws IllegalArgumentException if a worker is to have no tasks, or less memory than a JVM can
   *     live with
   */
  public ProcessPoolOptions {
    jvmOptions = List.copyOf(Objects.requireNonNull(jvmOptions, "jvmOptions"));
    if (maxTasksPerWorker < 1) {
      throw new IllegalArgumentException(
          "a worker must be allowed at least 1 task, and the limit is " + maxTasksPerWorker);
    }
    if (maxMegabytes != 0 && maxMegabytes < LEAST_MEGABYTES) {
      throw new IllegalArgumentException(
          "a worker needs at least "
              + LEAST_MEGABYTES
              + " MiB of memory, and the limit is "
              + maxMegabytes
              + "; 0 sets none");
    }
  }

  /** A copy with an initialiser. */
  public ProcessPoolOptions withInitializer(SerializableRunnable newInitializer) {
    return new ProcessPoolOptions(newInitializer, maxTasksPerWorker, maxMegabytes, jvmOptions);
  }

  /** A copy with another number of tasks after which a worker is replaced. */
  public ProcessPoolOptions withMaxTasksPerWorker(int newMaxTasksPerWorker) {
    return new ProcessPoolOptions(initializer, newMaxTasksPerWorker, maxMegabytes, jvmOptions);
  }

  /** A copy with another memory limit, in MiB. */
  public ProcessPoolOptions withMaxMegabytes(int newMaxMegabytes) {
    return new ProcessPoolOptions(initializer, maxTasksPerWorker, newMaxMegabytes, jvmOptions);
  }

  /** A copy with other options of the JVM. */
  public ProcessPoolOptions withJvmOptions(String... newJvmOptions) {
    return new ProcessPoolOptions(
        initializer, maxTasksPerWorker, maxMegabytes, List.of(newJvmOptions));
  }
}
