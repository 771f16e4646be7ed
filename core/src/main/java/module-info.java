/**
 * asyncio for Java: tasks, futures, timeouts and task groups in direct style, one task at a time on
 * each loop.
 *
 * <p>The packages are the layers, lowest first: {@code asyncio.engine}, {@code asyncio.spi}, {@code
 * asyncio.context}, {@code asyncio.loop}, {@code asyncio.task}, {@code asyncio.sync}, {@code
 * asyncio.queue}, {@code asyncio.net}, {@code asyncio.transport} and {@code asyncio.resource},
 * {@code asyncio}. Each knows only those before it.
 */
module asyncio {
  requires static org.jspecify;
  requires static jdk.unsupported;

  exports asyncio;
  exports asyncio.context;
  exports asyncio.net;
  exports asyncio.queue;
  exports asyncio.resource;
  exports asyncio.spi;
  exports asyncio.sync;
  exports asyncio.task;
  exports asyncio.transport;
}
