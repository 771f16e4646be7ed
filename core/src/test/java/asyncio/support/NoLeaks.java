package asyncio.support;

import static java.util.stream.Collectors.toSet;

import java.util.Set;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test that leaves a thread behind: a virtual one (a coroutine that never ended, or the
 * parked callbacks of a loop that was not closed), or a platform one of the library.
 *
 * <p>The library's one lasting thread, where coroutines of closed loops end, is let pass, and so
 * are the JDK's own.
 */
public final class NoLeaks implements BeforeEachCallback, AfterEachCallback {

  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(NoLeaks.class);

  @Override
  public void beforeEach(ExtensionContext context) {
    context.getStore(NAMESPACE).put("before", ids());
  }

  @Override
  public void afterEach(ExtensionContext context) {
    Set<?> before = context.getStore(NAMESPACE).get("before", Set.class);
    Eventually.eventually(
        () -> "the test leaves threads behind: " + startedSince(before),
        () -> startedSince(before).isEmpty());
  }

  private static Set<Long> ids() {
    return LiveThreads.all().map(Thread::threadId).collect(toSet());
  }

  private static Set<Thread> startedSince(Set<?> before) {
    return LiveThreads.all()
        .filter(thread -> mustEnd(thread) && !before.contains(thread.threadId()))
        .collect(toSet());
  }

  private static boolean mustEnd(Thread thread) {
    String name = thread.getName();
    return thread.isVirtual()
        ? !name.contains("Poller")
        : name.startsWith("asyncio-") && !name.equals("asyncio-orphans");
  }
}
