/**
 * State that several processes share, such as the workers of a process pool: counters and arrays in
 * mapped memory, and a lock. All of it travels to workers inside of code that captures it, and
 * means the same there.
 */
@NullMarked
package asyncio.shared;

import org.jspecify.annotations.NullMarked;
