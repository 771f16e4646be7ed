package asyncio.examples;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Runs the examples whose output differs from run to run, by chance or with the machine: one test
 * for each, named after it.
 */
class UnpredictableExamplesTest {

  private static final int RANDOM_RUNS = 20;

  // ---- the machine

  @Test
  void processAndThread() throws Exception {
    assertThat(inRealTime("ProcessAndThread"))
        .containsExactly(
            "Java process running with process id: " + ProcessHandle.current().pid(),
            "The current thread is " + Thread.currentThread().getName());
  }

  @Test
  void echoProgram() throws Exception {
    assertThat(inRealTime("EchoProgram"))
        .singleElement()
        .asString()
        .matches("subprocess: <Process \\d+>");
  }

  @Test
  void echoByShell() throws Exception {
    assertThat(inRealTime("EchoByShell"))
        .singleElement()
        .asString()
        .matches("subprocess: <Process \\d+>");
  }

  @Test
  void shellPipe() throws Exception {
    assertThat(inRealTime("ShellPipe")).containsExactly("services: 3");
  }

  @Test
  void readOutput() throws Exception {
    assertThat(inRealTime("ReadOutput"))
        .containsExactly("output: Hello World", "errors were piped: false");
  }

  @Test
  void feedInput() throws Exception {
    assertThat(inRealTime("FeedInput"))
        .containsExactly("cat waits for input", "output: Hello World", "return code: 0");
  }

  /** Each line in place of the bar before it. */
  @Test
  @Timeout(value = 60, unit = SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void thousandRequestsOnATerminal() throws Exception {
    assumeTrue(RunningExample.hasTerminal(), "script is not installed: this test is skipped");
    try (RunningExample terminal = RunningExample.startOnTerminal("ThousandRequests", "40")) {
      List<String> lines = terminal.remainingLines();
      assertThat(lines).anyMatch(line -> line.matches("in sequence  \\[ {40}] 0"));
      assertThat(lines).anyMatch(line -> line.matches("in sequence  \\[#+ +] [1-9]\\d?"));
      assertThat(lines)
          .anyMatch(line -> line.matches("\u001b\\[Kin sequence: 40 requests in [0-9.]+ s"));
      assertThat(terminal.status()).isZero();
    }
  }

  @Test
  void waitOrStop() throws Exception {
    assertThat(inRealTime("WaitOrStop"))
        .containsExactly("waited for: 0", "terminated: -15", "killed: -9");
  }

  @Test
  void limitedProcesses() throws Exception {
    assertThat(inRealTime("LimitedProcesses")).containsExactly("[ONE, TWO, THREE, FOUR, FIVE]");
  }

  @Test
  void followOutput() throws Exception {
    assertThat(inRealTime("FollowOutput"))
        .containsExactly("line 1", "line 2", "line 3", "nothing new for too long");
  }

  @Test
  void dialogue() throws Exception {
    assertThat(inRealTime("Dialogue"))
        .containsExactly("Hello, Ada", "Hello, Grace", "Goodbye", "return code: 0");
  }

  @Test
  void secondThread() throws Exception {
    assertThat(inRealTime("SecondThread"))
        .containsExactlyInAnyOrder(
            "Hello from thread worker",
            "The current thread is " + Thread.currentThread().getName());
  }

  @Test
  void fibonacciThreads() throws Exception {
    List<String> lines = inRealTime("FibonacciThreads");
    assertThat(lines.subList(0, 2)).containsExactly("fib(40) is 63245986", "fib(41) is 102334155");
    assertThat(lines.get(2)).matches("In turn: \\d+\\.\\d{4} seconds");
    assertThat(lines.subList(3, 5))
        .containsExactlyInAnyOrder("fib(40) is 63245986", "fib(41) is 102334155");
    assertThat(lines.get(5)).matches("In two threads: \\d+\\.\\d{4} seconds");
  }

  @Test
  void blockingCallInTasks() throws Exception {
    List<String> lines = inRealTime("BlockingCallInTasks");
    if (System.getProperty("asyncio.engine").equals("fast")) {
      assertThat(lines.subList(0, 3))
          .containsExactly("starting fetch 1", "starting fetch 2", "starting fetch 3");
      assertThat(lines.subList(3, 6))
          .containsExactlyInAnyOrder("finished fetch 1", "finished fetch 2", "finished fetch 3");
    } else {
      assertThat(lines)
          .containsExactly(
              "starting fetch 1",
              "finished fetch 1",
              "starting fetch 2",
              "finished fetch 2",
              "starting fetch 3",
              "finished fetch 3");
    }
  }

  @Test
  void toThreadProgram() throws Exception {
    List<String> lines = inRealTime("ToThreadProgram");
    assertThat(lines.subList(0, 2))
        .containsExactlyInAnyOrder("task is running", ">background task running");
    List<String> ticks = lines.stream().filter(">background task running"::equals).toList();
    assertThat(ticks).hasSizeBetween(4, 5);
    assertThat(lines).contains("task is done").hasSize(ticks.size() + 2);
  }

  // ---- threads and processes

  @Test
  void childProcess() throws Exception {
    List<String> lines = inRealTime("ChildProcess");
    assertThat(lines)
        .hasSize(2)
        .contains("Hello from parent process " + ProcessHandle.current().pid());
    assertThat(lines).anyMatch(line -> line.matches("Hello from child process \\d+"));
  }

  @Test
  void fibonacciThreeWays() throws Exception {
    List<String> lines = inRealTimeWith("position", "20", "FibonacciThreeWays");
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).matches("one loop: \\[6765, 10946\\] in \\d+\\.\\d\\d s");
    assertThat(lines.get(1)).startsWith("threads: [6765, 10946] in ");
    assertThat(lines.get(2)).startsWith("processes: [6765, 10946] in ");
  }

  @Test
  void stopAWorker() throws Exception {
    assertThat(inRealTime("StopAWorker")).containsExactly("stopped", "the next: 42");
  }

  @Test
  void lostUpdates() throws Exception {
    List<String> lines = inRealTime("LostUpdates");
    assertThat(lines).hasSize(3);
    assertThat(number(match("without a lock: (\\d+) of 1000000", lines.get(0)), 1))
        .isBetween(1.0, 1_000_000.0);
    assertThat(lines.subList(1, 3))
        .containsExactly("with a lock: 4000 of 4000", "in one step: 1000000 of 1000000");
  }

  @Test
  void wordCount() throws Exception {
    List<String> lines = inRealTimeWith("megabytes", "20", "WordCount");
    assertThat(lines).hasSize(4).last().asString().matches("words in all: \\d+");
    double words = number(match("words in all: (\\d+)", lines.get(3)), 1);
    assertThat(words).as("20 MB of words").isBetween(3e6, 6e6);
    for (String line : lines.subList(0, 3)) {
      assertThat(number(match("\\w+: (\\d+)", line), 1) / words)
          .as("each of eleven words comes as often: %s", line)
          .isCloseTo(1 / 11.0, Offset.offset(0.01));
    }
  }

  @Test
  void hashInThreads() throws Exception {
    List<String> lines = inRealTimeWith("rounds", "100", "HashInThreads");
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).matches("in turn: \\d+\\.\\d\\d s");
    assertThat(lines.get(1)).matches("in \\d+ threads: \\d+\\.\\d\\d s");
    assertThat(lines.get(2)).isEqualTo("the same: true");
  }

  @Test
  void staysResponsive() throws Exception {
    List<String> lines = inRealTime("StaysResponsive");
    List<String> dots = lines.stream().filter("."::equals).toList();
    assertThat(dots.size()).isBetween(5, 16);
    assertThat(lines)
        .hasSize(dots.size() + 2)
        .contains("PoolStatistics[size=2, busy=2, queued=1]", "[first, second, third]");
  }

  // ---- chance

  @RepeatedTest(RANDOM_RUNS)
  void waitTenRandom() throws Exception {
    List<String> lines = inVirtualTime("WaitTenRandom");
    assertThat(lines).hasSize(12);
    List<Double> values = new ArrayList<>();
    for (String line : lines.subList(0, 10)) {
      MatchResult match = match("(\\S+) \\| >task \\d done with (\\S+)", line);
      assertThat(Double.parseDouble(match.group(1)))
          .isCloseTo(number(match, 2), withinOneNanosecond());
      values.add(number(match, 2));
    }
    assertThat(values).isSortedAccordingTo(Comparator.naturalOrder());
    assertThat(lines.get(10)).endsWith("| All done");
    assertThat(timeOf(lines.getLast())).isCloseTo(values.getLast(), withinOneNanosecond());
  }

  @RepeatedTest(RANDOM_RUNS)
  void asCompletedTenRandom() throws Exception {
    List<String> lines = inVirtualTime("AsCompletedTenRandom");
    assertThat(lines).hasSize(11);
    List<Double> times = new ArrayList<>();
    List<Double> results = new ArrayList<>();
    for (String line : lines.subList(0, 10)) {
      MatchResult match = match("(\\S+) \\| >got (\\S+)", line);
      times.add(number(match, 1));
      results.add(number(match, 2));
    }
    assertThat(times).isSortedAccordingTo(Comparator.naturalOrder());
    assertThat(results).contains(0.0).allMatch(result -> 0 <= result && result < 9);
    assertThat(timeOf(lines.getLast())).isEqualTo(times.getLast());
  }

  @RepeatedTest(RANDOM_RUNS)
  void waitForProgram() throws Exception {
    List<String> lines = inVirtualTime("WaitForProgram");
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).matches(" *0\\.0 \\| >task got 1\\.\\d+");
    assertThat(lines.subList(1, 3))
        .containsExactly("  0.2 | Gave up waiting, task canceled", "  0.2 | end");
  }

  @RepeatedTest(RANDOM_RUNS)
  void randomOutcomes() throws Exception {
    List<String> lines = inVirtualTime("RandomOutcomes");
    assertThat(lines).hasSize(4);

    Counts first = Counts.of("first completed", lines.get(0));
    assertThat(first.done()).isGreaterThanOrEqualTo(1);
    assertThat(first.done() + first.pending()).isEqualTo(10);

    Counts failure = Counts.of("first exception", lines.get(1));
    assertThat(failure.done() + failure.pending()).isEqualTo(10);
    assertThat(failure.failed() > 0 || failure.pending() == 0).isTrue();

    Counts all = Counts.of("as completed", lines.get(2));
    assertThat(all.done()).isEqualTo(10);
    assertThat(all.failed()).isBetween(0, 10);
  }

  private record Counts(int done, int failed, int pending) {

    static Counts of(String what, String line) {
      MatchResult match =
          match(".*\\| " + what + ": done (\\d+), failed (\\d+), pending (\\d+)", line);
      return new Counts(
          Integer.parseInt(match.group(1)),
          Integer.parseInt(match.group(2)),
          Integer.parseInt(match.group(3)));
    }
  }

  // ---- tools

  private static List<String> inRealTime(String name) throws Exception {
    return Transcript.inRealTime(Example.named(name)::main);
  }

  /** With a system property that makes the example small. */
  private static List<String> inRealTimeWith(String property, String value, String name)
      throws Exception {
    System.setProperty(property, value);
    try {
      return inRealTime(name);
    } finally {
      System.clearProperty(property);
    }
  }

  private static List<String> inVirtualTime(String name) throws Exception {
    return Transcript.inVirtualTime(Example.named(name)::main);
  }

  private static MatchResult match(String pattern, String line) {
    Matcher matcher = Pattern.compile(pattern).matcher(line.strip());
    assertThat(matcher.matches()).as(line).isTrue();
    return matcher.toMatchResult();
  }

  private static double number(MatchResult match, int group) {
    return Double.parseDouble(match.group(group));
  }

  private static double timeOf(String line) {
    return number(match("(\\S+) \\| .*", line), 1);
  }

  /** The loop's clock counts whole nanoseconds. */
  private static Offset<Double> withinOneNanosecond() {
    return Offset.offset(1e-9);
  }
}
