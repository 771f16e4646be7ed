/**
 * Other programs, the pipes to them, and the terminal.
 *
 * <p>{@link asyncio.process.Process} is a running program whose input and output are streams;
 * {@link asyncio.process.SubprocessTransport} is the same with callbacks. {@link
 * asyncio.process.Prompt} reads lines from a terminal on which other tasks print.
 *
 * <p>Java reads pipes and terminals with calls that block. They happen in a thread per pipe, never
 * in a loop's; what this costs and what else was tried is decision 19.
 */
@NullMarked
package asyncio.process;

import org.jspecify.annotations.NullMarked;
