package asyncio.loop;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Where coroutines end whose loop was closed while a foreign call blocked them: a continuation must
 * run somewhere, or its thread is lost for good. Any thread.
 */
final class Orphans {

  private static final ExecutorService CARRIER =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("asyncio-orphans").factory());

  private Orphans() {}

  static void adopt(Runnable continuation) {
    CARRIER.execute(continuation);
  }
}
