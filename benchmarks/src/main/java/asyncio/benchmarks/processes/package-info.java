/** Programs and their pipes, on the work that {@code subprocesses.py} does as well. */
@NullMarked
package asyncio.benchmarks.processes;

import org.jspecify.annotations.NullMarked;
