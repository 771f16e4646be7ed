package asyncio.pool;

import java.io.Serializable;

/**
 * Code without a result that can travel to another process; see {@link SerializableCallable}. It
 * throws no checked exceptions: code that does returns null as a callable.
 */
@FunctionalInterface
public interface SerializableRunnable extends Runnable, Serializable {}
