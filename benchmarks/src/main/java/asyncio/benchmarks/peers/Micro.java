package asyncio.benchmarks.peers;

import static asyncio.Asyncio.run;

import java.util.Locale;
import java.util.Map;

/**
 * Runs one workload of the peers' comparison and prints a line {@code R CASE NUMBER} for each case
 * and repetition, in nanoseconds unless the case says otherwise.
 */
public final class Micro {

  private static final Map<String, Workload> WORKLOADS =
      Map.ofEntries(
          Map.entry("M1", Workloads::switches),
          Map.entry("M2", Workloads::spawn),
          Map.entry("M3", Workloads::pingPong),
          Map.entry("M4", Workloads::producerAndConsumer),
          Map.entry("M5", Workloads::contendedLock),
          Map.entry("M6", Workloads::timers),
          Map.entry("M6B", Workloads::sleepers),
          Map.entry("M7", Workloads::memory),
          Map.entry("M8", Workloads::cancel),
          Map.entry("M9", Workloads::nestedSwitches),
          Map.entry("M10", Workloads::generator));

  private Micro() {}

  /** The arguments: a workload, the number of repetitions, the number of warm-up rounds. */
  public static void main(String[] arguments) {
    String name = arguments.length == 3 ? arguments[0].toUpperCase(Locale.ROOT) : "";
    Workload workload = WORKLOADS.get(name);
    if (workload == null) {
      System.err.println("usage: Micro M1…M10 repetitions warm-up-rounds");
      System.exit(2);
    } else {
      repeat(workload, Integer.parseInt(arguments[2]), (label, value) -> {});
      repeat(workload, Integer.parseInt(arguments[1]), Micro::print);
    }
  }

  private static void repeat(Workload workload, int times, Report report) {
    for (int i = 0; i < times; i++) {
      System.gc();
      run(() -> workload.run(report));
    }
  }

  private static void print(String name, double value) {
    System.out.printf(Locale.ROOT, "R %s %.1f%n", name, value);
  }

  /** What a workload measures goes here. */
  @FunctionalInterface
  interface Report {
    void add(String name, double value);
  }

  /** Runs inside a loop. */
  @FunctionalInterface
  interface Workload {
    void run(Report report) throws Exception;
  }
}
