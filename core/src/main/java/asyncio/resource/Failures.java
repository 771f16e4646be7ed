package asyncio.resource;

import asyncio.task.Action;
import asyncio.task.CancelledError;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The failure in flight, on its way out of nested blocks. */
final class Failures {

  private Failures() {}

  /** Runs code and returns what it threw, or null. */
  static @Nullable Throwable of(Action code) {
    try {
      code.run();
      return null;
    } catch (Throwable thrown) {
      return CancelledError.behind(thrown);
    }
  }

  /** Leaves one level and returns what is in flight after it: the same, another, or nothing. */
  static @Nullable Throwable after(Exit exit, @Nullable Throwable failure) {
    try {
      return switch (exit) { // an exit stack knows itself what replaced what
        case ExitStack stack -> stack.unwind(failure);
        case Closing<?>(ExitStack stack) -> stack.unwind(failure);
        default -> exit.exit(failure) ? null : failure;
      };
    } catch (Throwable thrown) {
      return replacing(failure, CancelledError.behind(thrown));
    }
  }

  /** The replacement, with the failure that it replaces among its suppressed. */
  static Throwable replacing(@Nullable Throwable failure, Throwable replacement) {
    if (failure != null && !leadsTo(replacement, failure) && !leadsTo(failure, replacement)) {
      replacement.addSuppressed(failure);
    }
    return replacement;
  }

  /** Whether one is the other, or has it among its causes and suppressed, at any depth. */
  private static boolean leadsTo(Throwable from, Throwable to) {
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Throwable> left = new ArrayDeque<>();
    left.add(from);
    while (!left.isEmpty()) {
      Throwable next = left.remove();
      if (next == to) {
        return true;
      }
      if (seen.add(next)) {
        left.addAll(Arrays.asList(next.getSuppressed()));
        if (next.getCause() != null) {
          left.add(next.getCause());
        }
      }
    }
    return false;
  }

  /**
   * Throws the very failure, which the compiler cannot know. Never returns; the return type lets
   * callers write {@code throw}.
   */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  static <E extends Throwable> RuntimeException raise(Throwable failure) throws E {
    throw (E) failure;
  }
}
