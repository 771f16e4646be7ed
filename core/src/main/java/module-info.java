/**
 * asyncio for Java: tasks, futures, timeouts and task groups in direct style, one task at a time on
 * each loop.
 *
 * <p>The packages are the layers, lowest first: {@code asyncio.engine}, {@code asyncio.spi}, {@code
 * asyncio.context}, {@code asyncio.loop}, {@code asyncio.task}, {@code asyncio.sync}, {@code
 * asyncio.queue} and {@code asyncio.iteration}, {@code asyncio}. Each knows only those before it.
 */
module asyncio {
  requires static org.jspecify;
  requires static jdk.unsupported;

  exports asyncio;
  exports asyncio.context;
  exports asyncio.iteration;
  exports asyncio.queue;
  exports asyncio.spi;
  exports asyncio.sync;
  exports asyncio.task;
}
