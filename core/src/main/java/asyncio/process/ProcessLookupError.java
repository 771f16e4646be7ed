package asyncio.process;

import java.io.Serial;

/** A signal for a process that has ended already; Python's {@code ProcessLookupError}. */
public final class ProcessLookupError extends IllegalStateException {

  @Serial private static final long serialVersionUID = 1;

  ProcessLookupError(String message) {
    super(message);
  }
}
