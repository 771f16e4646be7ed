package asyncio.worker;

import org.jspecify.annotations.Nullable;

/** How a call in a worker ended. */
public sealed interface Reply {

  /** With a result. */
  record Result(@Nullable Object value) implements Reply {}

  /** With an exception. */
  record Failed(FailureReport report) implements Reply {}

  /** With a result that cannot be read here. */
  record Unreadable(Throwable reason) implements Reply {}

  /** It ran out of memory, and the worker is ending. */
  record OutOfMemory(String description) implements Reply {}
}
