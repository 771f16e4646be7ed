/**
 * JMH benchmarks, one file per primitive: what one operation costs and allocates, where it matters
 * beside a bare virtual thread that does the same. {@code benchmarks/run} runs them, {@code
 * docs/benchmarks.md} says how to read them.
 */
@NullMarked
package asyncio.benchmarks;

import org.jspecify.annotations.NullMarked;
