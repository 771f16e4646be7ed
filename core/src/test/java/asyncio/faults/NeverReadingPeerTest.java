package asyncio.faults;

import static asyncio.faults.ObedientServer.FLOOD;
import static asyncio.faults.ObedientServer.FLOOD_BYTES;
import static asyncio.faults.ObedientServer.survives;
import static asyncio.support.Settling.settle;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.stream.Connection;
import asyncio.support.NoLeaks;
import asyncio.task.CancelledError;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A peer that is sent a gigabyte and takes none of it: the writer waits, and costs little. */
@ExtendWith(NoLeaks.class)
class NeverReadingPeerTest {

  /** The part that is being sent, and what the JVM does besides. */
  private static final long HEAP_AT_MOST = 8 << 20;

  @ParameterizedTest
  @EnumSource
  void memoryIsBoundedAndAnAbortFreesIt(Api api) {
    survives(
        api,
        server -> {
          long before = Aftermath.liveHeapBytes();
          Connection connection = server.order(FLOOD);
          awaitStandstill(server);
          assertThat(Aftermath.liveHeapBytes() - before).isLessThan(HEAP_AT_MOST);
          server.server().abortClients();
          server.nextEnd();
          assertThat(server.floodedBytes()).isLessThan(FLOOD_BYTES);
          connection.abort();
        });
  }

  @ParameterizedTest
  @EnumSource(names = {"STREAM", "SECURE_STREAM"})
  void aCancelledHandlerIsFreeAtOnceAndItsConnectionWhenItIsAborted(Api api) {
    survives(
        api,
        server -> {
          Aftermath before = Aftermath.now();
          Connection connection = server.order(FLOOD);
          awaitStandstill(server);
          server.server().clients().forEach(client -> client.cancel("enough"));
          assertThat(server.nextEnd().failure()).isInstanceOf(CancelledError.class);
          settle();
          assertThat(server.server().clients()).hasSize(1); // what was sent is still on its way
          server.server().abortClients();
          server.awaitClients(0);
          connection.abort();
          before.awaitReturn();
        });
  }

  /** Nobody makes progress any more: each look finds what the last one has found. */
  private static void awaitStandstill(ObedientServer server) {
    long written = -1;
    while (written != server.floodedBytes() || written == 0) {
      written = server.floodedBytes();
      for (int i = 0; i < 100; i++) {
        settle();
      }
    }
  }
}
