package asyncio.engine;

import org.jspecify.annotations.Nullable;

/**
 * Coroutines are virtual threads of the default scheduler that hand over to the loop, itself a
 * virtual thread, and back. Public API only. A hand-over between two virtual threads costs about
 * half a microsecond; between a platform thread and a virtual one it would cost twenty times that,
 * which is why the loop moves to a virtual thread here.
 */
final class PortableEngine implements Engine {

  @Override
  public String name() {
    return "portable";
  }

  @Override
  public Fiber create(FiberHost host, Runnable body) {
    return new PortableFiber(body);
  }

  @Override
  public @Nullable Fiber fiberOf(Thread thread) {
    return PortableFiber.of(thread);
  }

  @Override
  public void run(Runnable loop) {
    Threads.onVirtualThread("asyncio-loop", loop);
  }
}
