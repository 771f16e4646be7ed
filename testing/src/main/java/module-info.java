/**
 * Tools for testing programs that use asyncio: coroutines as JUnit tests with an audit, virtual
 * time, random schedules, a simulated network, cancellation everywhere. JUnit and AssertJ are
 * needed only by those who use what stands on them.
 */
module asyncio.testing {
  requires transitive asyncio;
  requires jdk.management; // to see virtual threads
  requires static transitive org.assertj.core;
  requires static transitive org.junit.jupiter.api;
  requires static org.jspecify;

  exports asyncio.testing;
  exports asyncio.testing.assertions;
  exports asyncio.testing.contract;
  exports asyncio.testing.network;
}
