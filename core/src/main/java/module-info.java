/**
 * asyncio for Java: tasks, futures, timeouts and task groups in direct style, one task at a time on
 * each loop.
 *
 * <p>Each package is a layer; {@code docs/architecture.md} lists them, lowest first, and a test
 * keeps each from knowing those above it.
 */
@SuppressWarnings("module") // asyncio.http is built later
module asyncio {
  requires static org.jspecify;
  requires static jdk.unsupported;

  exports asyncio;
  exports asyncio.context;
  exports asyncio.failure to
      asyncio.http;
  exports asyncio.flow;
  exports asyncio.iteration;
  exports asyncio.leak to
      asyncio.http,
      asyncio.testing;
  exports asyncio.net;
  exports asyncio.process;
  exports asyncio.pool;
  exports asyncio.shared;
  exports asyncio.queue;
  exports asyncio.resource;
  exports asyncio.spi;
  exports asyncio.stream;
  exports asyncio.sync;
  exports asyncio.task;
  exports asyncio.tls;
  exports asyncio.transport;
}
