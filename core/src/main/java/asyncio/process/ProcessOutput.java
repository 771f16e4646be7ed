package asyncio.process;

import org.jspecify.annotations.Nullable;

/**
 * All that a process has said: the pair that asyncio's {@code communicate} returns.
 *
 * @param stdout its output, or null if that was no pipe
 * @param stderr its error output, or null if that was no pipe
 */
@SuppressWarnings("ArrayRecordComponent") // as read, and the reader's own
public record ProcessOutput(byte @Nullable [] stdout, byte @Nullable [] stderr) {}
