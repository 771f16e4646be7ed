package asyncio.faults;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.toThread;
import static asyncio.support.Settling.settle;
import static asyncio.support.Settling.settleUntil;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import asyncio.engine.Engine;
import asyncio.support.ChildJvm;
import asyncio.support.NoLeaks;
import asyncio.task.Task;
import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Clients in another process that are connected and silent: they cost little. */
@ExtendWith(NoLeaks.class)
class IdleConnectionsTest {

  /** What this process needs beside its clients. */
  private static final int OTHER_DESCRIPTORS = 500;

  private static final long PLAIN_BYTES = 8 << 10;
  private static final long SECURE_BYTES = 32 << 10;

  /** The tests of this engine run briefly compiled, and the stacks of such code are larger. */
  private static final long PORTABLE_BYTES = 12 << 10;

  /** What a connection holds is the same on both engines but for its coroutine. */
  static Stream<Arguments> connections() {
    return Engine.current().name().equals("fast")
        ? Stream.of(
            arguments(Api.STREAM, 10_000, PLAIN_BYTES),
            arguments(Api.TRANSPORT, 2000, PLAIN_BYTES),
            arguments(Api.SECURE_STREAM, 200, SECURE_BYTES),
            arguments(Api.SECURE_TRANSPORT, 200, SECURE_BYTES))
        : Stream.of(arguments(Api.STREAM, 2000, PORTABLE_BYTES));
  }

  @ParameterizedTest
  @Timeout(180)
  @MethodSource("connections")
  void theyCostLittleHeap(Api api, int count, long bytesAtMost) {
    checkDescriptors(count);
    run(
        () -> {
          ObedientServer server = ObedientServer.start(api);
          server.visit();
          Aftermath before = Aftermath.now();
          long heapBefore = Aftermath.liveHeapBytes();
          Task<ChildJvm.Result> clients = createTask(() -> toThread(() -> connect(server, count)));
          int ordersBefore = server.orders();
          settleUntil(count + " clients", () -> server.orders() - ordersBefore == count);
          settle();
          long bytesOfEach = (Aftermath.liveHeapBytes() - heapBefore) / count;
          System.out.println(
              count + " idle connections of " + api + ": " + bytesOfEach + " bytes of heap each");
          server.visit();
          server.server().abortClients();
          assertThat(clients.await()).isEqualTo(new ChildJvm.Result(0, ""));
          server.awaitClients(0);
          before.awaitReturn();
          server.server().close();
          assertThat(bytesOfEach).isLessThanOrEqualTo(bytesAtMost);
        });
  }

  private static void checkDescriptors(int count) {
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
      long allowed = system.getMaxFileDescriptorCount();
      assumeTrue(
          allowed >= count + OTHER_DESCRIPTORS,
          () ->
              count
                  + " connections need more descriptors than the "
                  + allowed
                  + " that a process may have here; raise them with ulimit -n");
    }
  }

  private static ChildJvm.Result connect(ObedientServer server, int count) throws Exception {
    return ChildJvm.of(IdleClients.class)
        .with(ChildJvm.OPEN_JAVA_LANG, "-Dasyncio.engine=" + Engine.current().name())
        .with("-Didle.api=" + server.api(), "-Didle.port=" + server.port())
        .with("-Didle.clients=" + count)
        .run();
  }
}
