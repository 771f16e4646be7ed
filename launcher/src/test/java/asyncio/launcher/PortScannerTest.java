package asyncio.launcher;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import asyncio.launcher.Installation.Ended;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The example with which a user begins, on real ports of this machine. */
@ExtendWith(SharedInstallation.class)
class PortScannerTest {

  private static final String PROGRAM =
      Installation.PROJECT.resolve("examples/src/main/java/start/PortScanner.java").toString();
  private static final InetAddress HERE = InetAddress.getLoopbackAddress();

  /** For servers that answer, however busy this machine is. */
  private static final int PATIENT_MILLIS = 20_000;

  private final Installation installation;
  private final List<AutoCloseable> opened = new ArrayList<>();

  PortScannerTest(Installation installation) {
    this.installation = installation;
  }

  @AfterEach
  void closeSockets() throws Exception {
    for (AutoCloseable socket : opened) {
      socket.close();
    }
  }

  // ---- the program

  private static String[] commandLine(Object... arguments) {
    Stream<String> engine = Stream.of("--engine", System.getProperty("asyncio.engine"), PROGRAM);
    return Stream.concat(engine, Stream.of(arguments).map(Object::toString)).toArray(String[]::new);
  }

  private Ended run(Object... arguments) throws Exception {
    return installation.end(installation.start(commandLine(arguments)));
  }

  /** What it reports of a port of this machine, without the time. */
  private List<String> scan(int port, int millis) throws Exception {
    Ended ended = run("127.0.0.1", port, "--timeout", millis);
    assertThat(ended.err()).isEmpty();
    assertThat(ended.status()).isZero();
    return ended.out().lines().skip(1).map(line -> line.replaceFirst(", \\S+ s$", "")).toList();
  }

  // ---- ports

  private ServerSocket listen(int backlog) throws IOException {
    ServerSocket listening = new ServerSocket(0, backlog, HERE);
    opened.add(listening);
    return listening;
  }

  private static int refusingPort() throws IOException {
    try (ServerSocket listening = new ServerSocket(0, 1, HERE)) {
      return listening.getLocalPort();
    }
  }

  /** Nobody accepts, and so many connections wait already that the system ignores further ones. */
  private int silentPort() throws IOException {
    int port = listen(1).getLocalPort();
    for (int i = 0; i < 20; i++) {
      Socket waiting = new Socket();
      opened.add(waiting);
      try {
        waiting.connect(new InetSocketAddress(HERE, port), 500);
      } catch (SocketTimeoutException ignored) {
        return port;
      }
    }
    return abort("this system lets any number of connections wait");
  }

  @FunctionalInterface
  private interface Talk {
    void with(Socket client) throws IOException;
  }

  /** Serves one client. */
  private int serve(Talk talk) throws IOException {
    ServerSocket listening = listen(1);
    Thread.ofVirtual()
        .start(
            () -> {
              try (Socket client = listening.accept()) {
                talk.with(client);
              } catch (IOException scannerIsGone) {
                return;
              }
            });
    return listening.getLocalPort();
  }

  private static Talk saying(String words) {
    return client -> {
      client.getOutputStream().write(words.getBytes(ISO_8859_1));
      client.getInputStream().readAllBytes();
    };
  }

  // ---- what is found

  @Test
  @SameOnBothEngines
  void demoFindsItsOwnServers() throws Exception {
    Ended ended = run("--demo", "--timeout", PATIENT_MILLIS);
    assertThat(ended.err()).isEmpty();
    assertThat(ended.status()).isZero();
    List<String> lines = ended.out().lines().toList();
    assertThat(lines.getFirst())
        .matches("Scanning ports \\d+ to \\d+ of 127\\.0\\.0\\.1 \\.\\.\\.");
    assertThat(lines)
        .anyMatch(line -> line.matches(" *\\d+ is open: HTTP/1\\.1 200 OK"))
        .anyMatch(line -> line.matches(" *\\d+ is open: HEAD / HTTP/1\\.1"))
        .anyMatch(line -> line.matches(" *\\d+ is open: 220 mail\\.example is ready"));
  }

  /** Who else listens beside our port, nobody knows. */
  @Test
  void everyPortOfTheRangeIsCounted() throws Exception {
    int port = serve(saying("hello\n"));
    Ended ended =
        run(
            "127.0.0.1",
            (port - 2) + "-" + (port + 2),
            "--workers",
            3,
            "--timeout",
            PATIENT_MILLIS);
    List<String> lines = ended.out().lines().toList();
    assertThat(lines)
        .startsWith("Scanning ports %d to %d of 127.0.0.1 ...".formatted(port - 2, port + 2))
        .contains("%5d is open: hello".formatted(port));
    long open = lines.stream().filter(line -> line.contains(" is open: ")).count();
    assertThat(lines.getLast())
        .startsWith(
            "5 of 5 ports scanned: %d open, %d closed, 0 silent, ".formatted(open, 5 - open));
  }

  @Test
  void refusingPortIsClosed() throws Exception {
    assertThat(scan(refusingPort(), PATIENT_MILLIS))
        .containsExactly("1 of 1 ports scanned: 0 open, 1 closed, 0 silent");
  }

  @Test
  void portThatDoesNotAnswerIsSilent() throws Exception {
    assertThat(scan(silentPort(), 200))
        .containsExactly("1 of 1 ports scanned: 0 open, 0 closed, 1 silent");
  }

  @Test
  @SameOnBothEngines
  void statusOfWebServerIsShown() throws Exception {
    CompletableFuture<String> request = new CompletableFuture<>();
    int port =
        serve(
            client -> {
              client.getOutputStream().write("HTTP/1.0 404 Not Found\r\n\r\n".getBytes(ISO_8859_1));
              request.complete(new String(client.getInputStream().readAllBytes(), ISO_8859_1));
            });
    assertThat(scan(port, PATIENT_MILLIS))
        .containsExactly(
            "%5d is open: HTTP/1.0 404 Not Found".formatted(port),
            "1 of 1 ports scanned: 1 open, 0 closed, 0 silent");
    assertThat(request.get()).isEqualTo("HEAD / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
  }

  @Test
  @SameOnBothEngines
  void serverThatSaysNothingCostsTheTimeoutOnly() throws Exception {
    int port = listen(50).getLocalPort();
    assertThat(scan(port, 1000))
        .containsExactly(
            "%5d is open: says nothing".formatted(port),
            "1 of 1 ports scanned: 1 open, 0 closed, 0 silent");
  }

  @Test
  @SameOnBothEngines
  void serverThatHangsUpIsOpen() throws Exception {
    int port = serve(client -> {});
    assertThat(scan(port, PATIENT_MILLIS))
        .containsExactly(
            "%5d is open: hangs up".formatted(port),
            "1 of 1 ports scanned: 1 open, 0 closed, 0 silent");
  }

  @Test
  @SameOnBothEngines
  void lineWithoutEndIsShown() throws Exception {
    int port =
        serve(
            client -> {
              client.getOutputStream().write("no end".getBytes(ISO_8859_1));
              client.shutdownOutput();
              client.getInputStream().readAllBytes();
            });
    assertThat(scan(port, PATIENT_MILLIS)).startsWith("%5d is open: no end".formatted(port));
  }

  @Test
  @SameOnBothEngines
  void endlessLineEndsTheTalk() throws Exception {
    int port = serve(saying("a".repeat(1 << 20)));
    assertThat(scan(port, PATIENT_MILLIS))
        .startsWith("%5d is open: talks without end".formatted(port));
  }

  @Test
  @SameOnBothEngines
  void escapeSequencesDoNotReachTheTerminal() throws Exception {
    int port = serve(saying("\033[2J\007ä\n"));
    assertThat(scan(port, PATIENT_MILLIS)).startsWith("%5d is open: ?[2J??".formatted(port));
  }

  // ---- what the user does

  @Test
  void interruptTellsHowFarItGot() throws Exception {
    int port = silentPort();
    Process process = installation.start(commandLine("127.0.0.1", port, "--timeout", 60_000));
    assertThat(process.inputReader().readLine()).startsWith("Scanning ports");

    Signals.interrupt(process);

    Ended ended = installation.end(process);
    assertThat(ended.status()).isEqualTo(130);
    assertThat(ended.out()).startsWith("0 of 1 ports scanned: 0 open, 0 closed, 0 silent, ");
    assertThat(ended.err()).isEmpty();
  }

  @Test
  @SameOnBothEngines
  void barIsShownOnTerminalOnly() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "needs script of util-linux");
    Object[] arguments = {"127.0.0.1", refusingPort()};
    Pattern bar = Pattern.compile("\r\\[\\.{30}] 0 of 1 ports, 0 open, \\d\\.\\d s");

    assertThat(rawOutput(installation.startOnTerminal(commandLine(arguments))))
        .containsPattern(bar)
        .contains("\r\033[K1 of 1 ports scanned: ");
    assertThat(rawOutput(installation.start(commandLine(arguments)))).doesNotContain("\r", "\033");
  }

  private static String rawOutput(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), ISO_8859_1);
  }

  @Test
  @SameOnBothEngines
  void whatIsNoAnswerOfThePortEndsTheScan() throws Exception {
    Ended ended = run("255.255.255.255", "1-9", "--timeout", PATIENT_MILLIS); // nobody's address
    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.out()).contains("\n0 of 9 ports scanned: 0 open, 0 closed, 0 silent, ");
    assertThat(ended.err()).startsWith("the scan broke off: java.net.SocketException: ");
  }

  // ---- what is refused

  @ParameterizedTest
  @ValueSource(strings = {"0-5", "5-2", "1-65536", "1-2-3", "http", ""})
  @SameOnBothEngines
  void rangeIsPortsInOrder(String range) throws Exception {
    assertThat(run("127.0.0.1", range))
        .isEqualTo(
            new Ended(
                2,
                "",
                "RANGE is a port from 1 to 65535, or a first and a last one such as 1-1024, and not"
                    + " '"
                    + range
                    + "'"));
  }

  @Test
  @SameOnBothEngines
  void hostMustExist() throws Exception {
    String tooLong = "x".repeat(64); // so that no name server is asked
    assertThat(run(tooLong))
        .isEqualTo(
            new Ended(
                2,
                "",
                "HOST is a name that can be looked up, or an address, and not '" + tooLong + "'"));
  }

  @Test
  @SameOnBothEngines
  void optionsTakePositiveNumbers() throws Exception {
    assertThat(run("--workers", "0"))
        .isEqualTo(new Ended(2, "", "--workers is a whole number from 1 to 10000, and not '0'"));
    assertThat(run("localhost", "80", "--timeout", "1.5"))
        .isEqualTo(new Ended(2, "", "--timeout is a whole number from 1 to 60000, and not '1.5'"));
    assertThat(run("--timeout"))
        .isEqualTo(new Ended(2, "", "--timeout is a whole number from 1 to 60000, and not ''"));
  }

  @Test
  @SameOnBothEngines
  void whatElseIsGivenIsRefusedWithTheUsage() throws Exception {
    assertRefused("more", run("127.0.0.1", "1-2", "more"));
    assertRefused("--fast", run("--fast"));
    assertRefused("127.0.0.1", run("127.0.0.1", "--demo"));
  }

  private static void assertRefused(String word, Ended ended) {
    assertThat(ended.status()).isEqualTo(2);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err())
        .startsWith("unexpected " + word + "\nusage: ./asyncio PortScanner.java [HOST [RANGE]");
  }
}
