package asyncio.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import asyncio.launcher.Installation.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Programs, run as users run them. */
@ExtendWith(SharedInstallation.class)
class RunningTest {

  private static final String ENGINE = System.getProperty("asyncio.engine");

  private final Installation installation;

  RunningTest(Installation installation) throws IOException {
    this.installation = installation;
    installation.write("Probe.java", Files.readString(Path.of("src/test/programs/Probe.java")));
  }

  /** One of the behaviours of {@code Probe.java}. */
  private Ended probe(String... arguments) throws Exception {
    return installation.end(startProbe(arguments));
  }

  private Process startProbe(String... arguments) throws IOException {
    String[] all = new String[arguments.length + 3];
    System.arraycopy(new String[] {"--engine", ENGINE, "Probe.java"}, 0, all, 0, 3);
    System.arraycopy(arguments, 0, all, 3, arguments.length);
    return installation.start(all);
  }

  private Ended run(String file, String source) throws Exception {
    installation.write(file, source);
    return installation.run("--engine", ENGINE, file);
  }

  @Test
  void compactProgramRunsAndNothingElseIsPrinted() throws Exception {
    assertThat(probe("hello")).isEqualTo(new Ended(0, "hello", ""));
  }

  @Test
  @SameOnBothEngines
  void argumentsArriveAsTheyAre() throws Exception {
    assertThat(probe("arguments", "two words", "", "--help", "-X", "*").out())
        .isEqualTo("[two words, , --help, -X, *]");
  }

  @Test
  void ordinaryClassInPackageRuns() throws Exception {
    Ended ended =
        run(
            "Whatever.java",
            """
            package some.where;
            import module asyncio;
            public class Main {
              public static void main(String... arguments) {
                Asyncio.run(() -> System.out.println(Asyncio.currentTask().getClass()));
              }
            }
            class Other { static void main(String[] arguments) { System.exit(9); } }
            """);
    assertThat(ended).isEqualTo(new Ended(0, "class asyncio.task.Task", ""));
  }

  @Test
  @SameOnBothEngines
  void librariesAreFoundByTheClassPathOfTheEnvironment() throws Exception {
    Path source =
        installation.write(
            "library/greetings/Greeting.java",
            "package greetings; public class Greeting { public static String text = \"hello\"; }");
    assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, source.toString()))
        .isZero();
    installation.setEnvironment("CLASSPATH", installation.root().resolve("library").toString());
    try {
      assertThat(run("Guest.java", "void main() { IO.println(greetings.Greeting.text); }"))
          .isEqualTo(new Ended(0, "hello", ""));
    } finally {
      installation.setEnvironment("CLASSPATH", null);
    }
  }

  @Test
  @SameOnBothEngines
  void modulesOfTheJdkAreThere() throws Exception {
    Ended ended =
        run(
            "Modules.java",
            "void main() { IO.println(java.net.http.HttpClient.Version.HTTP_2"
                + " + \" \" + java.sql.Types.INTEGER); }");
    assertThat(ended).isEqualTo(new Ended(0, "HTTP_2 4", ""));
  }

  @Test
  @SameOnBothEngines
  void compileErrorNamesFileAndLine() throws Exception {
    Ended ended = run("Broken.java", "void main() {\n  int number = \"text\";\n  nope();\n}\n");
    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.err())
        .startsWith("Broken.java:2: error: incompatible types")
        .contains("Broken.java:3: error: cannot find symbol")
        .endsWith("asyncio: 2 errors");
  }

  @Test
  @SameOnBothEngines
  void programWithoutMainIsExplained() throws Exception {
    Ended ended = run("NoMain.java", "class NoMain { private static void main() {} }");
    assertThat(ended)
        .isEqualTo(
            new Ended(1, "", "asyncio: class NoMain has no main method; add void main() { … }"));
  }

  @Test
  @SameOnBothEngines
  void emptyProgramIsExplained() throws Exception {
    assertThat(run("Empty.java", "// nothing"))
        .isEqualTo(
            new Ended(1, "", "asyncio: Empty.java declares no class; add void main() { … }"));
  }

  @Test
  @SameOnBothEngines
  void mainThatNeedsAnObjectOfAnImpossibleClassIsExplained() throws Exception {
    Ended ended = run("Picky.java", "class Picky { Picky(int i) {} void main() {} }");
    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.err()).contains("no constructor without parameters; make the method static");
  }

  @Test
  void exceptionOfMainShowsTheProgramsFramesOnly() throws Exception {
    Ended ended = probe("fail");
    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.err().lines())
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .isEqualTo(
                        "Exception in thread \"main\" java.lang.IllegalStateException: boom"),
            line -> assertThat(line).startsWith("\tat Probe.fail(Probe.java:"),
            line -> assertThat(line).startsWith("\tat Probe.main(Probe.java:"),
            line -> assertThat(line).isEqualTo("Caused by: java.lang.RuntimeException: its cause"),
            line -> assertThat(line).isEqualTo("\t... 2 more"));
  }

  @Test
  void exceptionOfTaskIsTheSameAsWithoutTheLauncher() throws Exception {
    Ended ended = probe("fail-in-task");
    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.err())
        .startsWith("Exception in thread \"main\" java.lang.IllegalStateException: boom")
        .contains("\tat Probe.fail(Probe.java:")
        .doesNotContain("asyncio.launcher.");
  }

  @Test
  void exitStatusIsTheProgramsOwn() throws Exception {
    assertThat(probe("exit", "7").status()).isEqualTo(7);
  }

  @Test
  void debugModeIsSwitchedOn() throws Exception {
    assertThat(probe("debug").out()).isEqualTo("false");
    assertThat(installation.run("-X", "dev", "Probe.java", "debug").out()).isEqualTo("true");
  }

  @Test
  @SameOnBothEngines
  void engineIsTheOneThatWasAskedFor() throws Exception {
    assertThat(installation.run("--engine", "fast", "Probe.java", "block").out())
        .isEqualTo("goes on\nwas blocked");
    assertThat(installation.run("--engine", "portable", "Probe.java", "block").out())
        .isEqualTo("was blocked\ngoes on");
  }

  @Test
  @SameOnBothEngines
  void blockingSocketsStopOnlyTheirCoroutine() throws Exception {
    Ended ended = installation.run("--engine", "fast", "Probe.java", "sockets");
    assertThat(ended).isEqualTo(new Ended(0, "meanwhile\nserved", ""));
  }

  @Test
  void interruptCancelsTheMainTaskAndExitsWith130() throws Exception {
    Process process = startProbe("wait");
    assertThat(process.inputReader().readLine()).isEqualTo("waiting");
    Signals.interrupt(process);
    assertThat(installation.end(process)).isEqualTo(new Ended(130, "cleaned up", ""));
  }

  @Test
  @SameOnBothEngines
  void unchangedProgramIsNotCompiledAgainAndChangedProgramIs() throws Exception {
    Ended first = run("Edited.java", "void main() { IO.println(1); }");
    List<Object> compiled = cacheEntries("Edited.java");
    Ended again = installation.run("Edited.java");
    assertThat(cacheEntries("Edited.java")).hasSize(1).isEqualTo(compiled);

    Ended edited = run("Edited.java", "void main() { IO.println(2); }");
    assertThat(cacheEntries("Edited.java")).hasSize(1).isNotEqualTo(compiled);
    assertThat(List.of(first.out(), again.out(), edited.out())).containsExactly("1", "1", "2");
  }

  /** The identities of the files in which the classes of a program are kept. */
  private List<Object> cacheEntries(String program) throws IOException {
    try (var files = Files.list(installation.root().resolve("target/launcher/programs"))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(program))
          .map(Installation::identity)
          .toList();
    }
  }

  @Test
  @SameOnBothEngines
  void damagedAotCacheIsSilentlyNotUsed() throws Exception {
    probe("hello");
    Path cache = installation.root().resolve("target/launcher/start.aot");
    byte[] sound = Files.readAllBytes(cache);
    Files.write(cache, new byte[] {1, 2, 3});
    try {
      assertThat(probe("hello")).isEqualTo(new Ended(0, "hello", ""));
    } finally {
      Files.write(cache, sound);
    }
  }
}
