package asyncio.process;

import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** The threads that block in place of a loop's. */
final class PipeThreads {

  private PipeThreads() {}

  /**
   * One thread, started with the first job and ended by a shutdown. Giving it a job takes no lock:
   * on the fast engine a task that waits for one lets others in, which would find a pipe between
   * two states.
   *
   * @param wholeLife wraps what the thread does from its start to its end
   */
  static ThreadPoolExecutor create(String name, UnaryOperator<Runnable> wholeLife) {
    return new ThreadPoolExecutor(
        1,
        1,
        0,
        TimeUnit.SECONDS,
        new LinkedTransferQueue<>(),
        life -> unstarted(name, wholeLife.apply(life)));
  }

  /** Runs one job in a thread of its own. */
  static void run(String name, Runnable job) {
    unstarted(name, job).start();
  }

  private static Thread unstarted(String name, Runnable job) {
    return Thread.ofPlatform().daemon().name("asyncio-" + name).unstarted(job);
  }
}
