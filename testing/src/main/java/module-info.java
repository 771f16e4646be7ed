/**
 * Tools for testing programs that use asyncio: virtual time, and a harness that cancels everywhere.
 */
module asyncio.testing {
  requires transitive asyncio;
  requires static org.jspecify;

  exports asyncio.testing;
}
