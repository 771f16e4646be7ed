package asyncio.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.testing.VirtualTime;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What debug mode reports about the examples; one test for each, named after it. */
class DebugExamplesTest {

  @Test
  void debugSlowTask() throws Exception {
    Example example = Example.named("DebugSlowTask");
    List<String> lines = Transcript.inRealTime(example::main);
    List<MatchResult> reports =
        matches(
            lines,
            "LOG WARNING Executing <Task finished name='counter' result=\\d+ created at (\\S+)>"
                + " took (\\S+) seconds");
    assertThat(reports).hasSize(1);
    assertThat(reports.getFirst().group(1))
        .isEqualTo("DebugSlowTask.java:" + example.lineOf("createTask("));
    assertThat(Double.parseDouble(reports.getFirst().group(2))).isGreaterThanOrEqualTo(0.2);
  }

  /** On a busy machine the short task may take long, too; its own line says so. */
  @Test
  void slowCallbackDuration() throws Exception {
    List<String> lines = Transcript.inRealTime(Example.named("SlowCallbackDuration")::main);
    List<String> slow =
        matches(lines, "(\\w+) took (\\d+) ms").stream()
            .filter(took -> Integer.parseInt(took.group(2)) >= 250)
            .map(took -> took.group(1))
            .toList();
    assertThat(slow).contains("long");
    assertThat(matches(lines, "LOG WARNING Executing <Task finished name='(\\w+)'.* took .*"))
        .extracting(report -> report.group(1))
        .containsExactlyElementsOf(slow);
  }

  @Test
  void neverAwaited() throws Exception {
    Example example = Example.named("NeverAwaited");
    List<String> lines = playAndCollect(example, 2);
    assertThat(warnings(lines))
        .allMatch(text -> text.contains("coroutine 'lambda in NeverAwaited' was never awaited"));
    String dropped = "NeverAwaited.java:" + example.lineOf("made and dropped");
    String kept = "NeverAwaited.java:" + example.lineOf("made, kept");
    assertThat(lines)
        .anyMatch(line -> line.contains(dropped))
        .anyMatch(line -> line.contains(kept));
  }

  @Test
  void callIsLazy() throws Exception {
    List<String> lines = playAndCollect(Example.named("CallIsLazy"), 1);
    assertThat(warnings(lines))
        .allMatch(text -> text.contains("coroutine 'lambda in CallIsLazy' was never awaited"));
  }

  @Test
  void forgottenAwait() throws Exception {
    List<String> lines = playAndCollect(Example.named("ForgottenAwait"), 1);
    assertThat(warnings(lines))
        .allMatch(text -> text.contains("coroutine 'lambda in ForgottenAwait' was never awaited"));
  }

  /** Plays in debug mode, and collects garbage until so many warnings have come. */
  private static List<String> playAndCollect(Example example, int warnings) throws Exception {
    System.setProperty("asyncio.debug", "true");
    try (Transcript transcript = Transcript.open()) {
      VirtualTime.runProgram(example::main);
      for (int i = 0; i < 1000 && warnings(transcript.texts()).size() < warnings; i++) {
        System.gc();
        LockSupport.parkNanos(1_000_000);
      }
      assertThat(warnings(transcript.texts())).hasSize(warnings);
      return transcript.texts();
    } finally {
      System.clearProperty("asyncio.debug");
    }
  }

  private static List<String> warnings(List<String> lines) {
    return lines.stream().filter(line -> line.startsWith("LOG WARNING coroutine ")).toList();
  }

  @Test
  void debugFromOutside() throws Exception {
    assertThat(startDebugFromOutside(List.of(), Map.of())).isEqualTo("debug mode: false");
    assertThat(startDebugFromOutside(List.of("-Dasyncio.debug=true"), Map.of()))
        .isEqualTo("debug mode: true");
    assertThat(startDebugFromOutside(List.of(), Map.of("ASYNCIO_DEBUG", "1")))
        .isEqualTo("debug mode: true");
  }

  private static String startDebugFromOutside(List<String> flags, Map<String, String> environment)
      throws Exception {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(flags);
    command.add("DebugFromOutside");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(Redirect.DISCARD);
    builder.environment().remove("ASYNCIO_DEBUG");
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    assertThat(process.waitFor()).isZero();
    return output;
  }

  private static List<MatchResult> matches(List<String> lines, String pattern) {
    return lines.stream()
        .map(Pattern.compile(pattern)::matcher)
        .filter(Matcher::matches)
        .map(Matcher::toMatchResult)
        .toList();
  }
}
