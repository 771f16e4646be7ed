package asyncio.testing;

import asyncio.task.EventLoop;
import java.util.Locale;

/** The engines on which coroutines can run; a process has one, see {@code -Dasyncio.engine}. */
public enum EngineKind {

  /** Coroutines are switched by the loop itself. */
  FAST,

  /** On public API of the JDK only. */
  PORTABLE;

  /** The one of this process. */
  static EngineKind current() {
    return valueOf(EventLoop.engine().toUpperCase(Locale.ROOT));
  }
}
