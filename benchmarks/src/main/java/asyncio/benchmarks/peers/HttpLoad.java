package asyncio.benchmarks.peers;

import static asyncio.Asyncio.run;
import static asyncio.Asyncio.taskGroup;

import asyncio.http.client.ClientResponse;
import asyncio.http.client.ClientSession;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/**
 * Asks for a page again and again, so many at once, through one session, for the peers' comparison.
 */
public final class HttpLoad {

  private final String url;
  private final int requests;
  private final int concurrency;
  private final long[] latencies;
  private int begun;

  private HttpLoad(String url, int requests, int concurrency) {
    this.url = url;
    this.requests = requests;
    this.concurrency = concurrency;
    this.latencies = new long[requests];
  }

  /** The arguments: an address, how many requests, how many at once, how many repetitions. */
  public static void main(String[] arguments) {
    int repetitions = Integer.parseInt(arguments[3]);
    run(
        () -> {
          try (ClientSession session = new ClientSession()) {
            for (int i = 0; i < repetitions; i++) {
              new HttpLoad(
                      arguments[0], Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]))
                  .measure(session);
            }
          }
        });
  }

  private void measure(ClientSession session) {
    long cpu = cpuNanos();
    long start = System.nanoTime();
    taskGroup(
        group -> {
          for (int i = 0; i < concurrency; i++) {
            group.createTask(() -> work(session));
          }
        });
    double seconds = (System.nanoTime() - start) / 1e9;
    double cpuSeconds = (cpuNanos() - cpu) / 1e9;
    Arrays.sort(latencies);
    System.out.printf(
        "Q %.0f %.0f %.0f %.0f %.1f%n",
        requests / seconds,
        latencies[requests / 2] / 1e3,
        latencies[(int) (requests * 99L / 100)] / 1e3,
        cpuSeconds / seconds * 100,
        cpuSeconds / requests * 1e6);
  }

  private void work(ClientSession session) throws Exception {
    while (begun < requests) {
      int mine = begun++;
      long start = System.nanoTime();
      try (ClientResponse response = session.get(url)) {
        if (response.status() != 200 || response.bytes().length == 0) {
          throw new IllegalStateException(response.toString());
        }
      }
      latencies[mine] = System.nanoTime() - start;
    }
  }

  private static long cpuNanos() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
