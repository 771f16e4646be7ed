// Which TCP ports of a host are open, and what they say: ./asyncio PortScanner.java HOST 1-65535
// Scan only what you may scan; --demo starts some servers of its own.
import static asyncio.Asyncio.*;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import asyncio.net.Server;
import asyncio.stream.Connection;
import asyncio.stream.LimitOverrunError;
import asyncio.stream.StreamHandler;
import asyncio.stream.StreamReader;
import asyncio.stream.StreamWriter;
import asyncio.task.ExceptionGroup;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

static final String USAGE =
    """
    usage: ./asyncio PortScanner.java [HOST [RANGE] | --demo] [--workers N] [--timeout MS]

      HOST          a name or an address; 127.0.0.1 by default
      RANGE         a port or several, such as 443 or 1-65535; 1-1024 by default
      --demo        start a few servers on this machine and scan the ports around them
      --workers N   how many ports to try at a time; 500 by default
      --timeout MS  how many milliseconds to wait for an answer; 1000 by default\
    """;

static final int BAR_WIDTH = 30;

final boolean onTerminal =
    Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
final long started = System.nanoTime();

boolean demo;
String host = "127.0.0.1";
int first = 1;
int last = 1024;
int workers = 500;
Duration limit = millis(1000);

int next; // the port to be tried next
int scanned;
int open;
int silent;

void main(String[] arguments) {
  try {
    read(arguments);
    run(demo ? this::scanDemo : this::scan);
  } catch (IllegalArgumentException e) {
    fail(2, e.getMessage());
  } catch (ExceptionGroup e) {
    fail(1, "the scan broke off: " + e.exceptions().getFirst());
  }
}

void fail(int status, String message) {
  System.err.println(message);
  System.exit(status);
}

// ---- scanning

void scan() throws IOException {
  String address = lookUp();
  say("Scanning ports %d to %d of %s ...".formatted(first, last, host));
  var bar = createTask(this::showBar);
  try {
    scanPorts(address);
  } finally {
    bar.cancel();
    say(summary());
  }
}

/** The workers share the counters without a lock: on a loop, one task at a time runs. */
void scanPorts(String address) {
  next = first;
  taskGroup(
      group -> {
        for (int i = 0; i < workers; i++) {
          group.createTask(
              () -> {
                while (next <= last) {
                  probe(address, next++);
                  scanned++;
                }
              });
        }
      });
}

void probe(String address, int port) throws IOException {
  try {
    Connection connection = waitFor(() -> openConnection(address, port), limit);
    if (isConnectedToItself(connection)) {
      connection.close();
    } else {
      open++;
      say("%5d is open: %s".formatted(port, converse(connection)));
    }
  } catch (ConnectException | NoRouteToHostException e) {
    return; // closed: the host or a router has refused
  } catch (TimeoutException e) {
    silent++;
  }
}

/** TCP does that if the system happens to pick the port that is tried as the local one. */
boolean isConnectedToItself(Connection connection) {
  return Objects.equals(connection.getExtraInfo("sockname"), connection.getExtraInfo("peername"));
}

/** What the port says of its own accord, or as a web server. */
String converse(Connection connection) {
  try (connection) {
    return waitFor(() -> firstLine(connection), limit);
  } catch (TimeoutException e) {
    return "says nothing";
  } catch (LimitOverrunError e) {
    return "talks without end";
  } catch (IOException e) {
    return "hangs up";
  }
}

String firstLine(Connection connection) throws IOException {
  connection.writer().send("HEAD / HTTP/1.1\r\nHost: " + host + "\r\n\r\n", ISO_8859_1);
  String line = connection.reader().readLine(ISO_8859_1);
  return line == null ? "hangs up" : line.replaceAll("\\P{Print}", "?"); // harmless on a terminal
}

String lookUp() throws IOException {
  try {
    return getaddrinfo(host, first).getFirst().getAddress().getHostAddress();
  } catch (UnknownHostException e) {
    throw new IllegalArgumentException(
        "HOST is a name that can be looked up, or an address, and not '%s'".formatted(host), e);
  }
}

// ---- the demonstration

void scanDemo() throws IOException {
  try (Server web = serve(this::answer);
      Server echo = serve(this::echo);
      Server mail = serve(this::greet)) {
    List<Integer> ports = Stream.of(web, echo, mail).map(this::portOf).sorted().toList();
    first = Math.max(1, ports.getFirst() - 500);
    last = Math.min(65535, ports.getLast() + 500);
    scan();
  }
}

Server serve(StreamHandler talk) throws IOException {
  return startServer(
      (reader, writer) -> {
        try {
          talk.handle(reader, writer);
        } catch (IOException clientIsGone) {
          return; // clients may
        }
      },
      host,
      0);
}

int portOf(Server server) {
  return ((InetSocketAddress) server.addresses().getFirst()).getPort();
}

void answer(StreamReader reader, StreamWriter writer) throws IOException {
  reader.readUntil("\r\n\r\n".getBytes(ISO_8859_1));
  writer.send("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", ISO_8859_1);
}

void echo(StreamReader reader, StreamWriter writer) throws IOException {
  for (byte[] chunk : reader.chunks()) {
    writer.send(chunk);
  }
}

void greet(StreamReader reader, StreamWriter writer) throws IOException {
  writer.send("220 mail.example is ready\r\n", ISO_8859_1);
  reader.read();
}

// ---- what the user sees

void showBar() {
  while (onTerminal) {
    System.out.print("\r" + bar());
    sleep(seconds(0.1));
  }
}

String bar() {
  int total = last - first + 1;
  int filled = BAR_WIDTH * scanned / total;
  return "[%s%s] %d of %d ports, %d open, %s"
      .formatted(
          "#".repeat(filled), ".".repeat(BAR_WIDTH - filled), scanned, total, open, elapsed());
}

/** Prints a line in place of the bar, which moves below it. */
void say(String line) {
  IO.println(onTerminal ? "\r\033[K" + line : line);
}

String summary() {
  return "%d of %d ports scanned: %d open, %d closed, %d silent, %s"
      .formatted(scanned, last - first + 1, open, scanned - open - silent, silent, elapsed());
}

String elapsed() {
  return "%.1f s".formatted((System.nanoTime() - started) / 1e9);
}

// ---- the command line

void read(String[] arguments) {
  var words = new ArrayDeque<>(List.of(arguments));
  demo = words.remove("--demo");
  if (!demo && startsWithPlace(words)) {
    host = words.remove();
    if (startsWithPlace(words)) {
      readRange(words.remove());
    }
  }
  while (!words.isEmpty()) {
    String option = words.remove();
    switch (option) {
      case "--workers" -> workers = number(option, words, 10_000);
      case "--timeout" -> limit = millis(number(option, words, 60_000));
      default -> throw new IllegalArgumentException("unexpected " + option + "\n" + USAGE);
    }
  }
}

boolean startsWithPlace(Deque<String> words) {
  return !words.isEmpty() && !words.peek().startsWith("--");
}

void readRange(String range) {
  Matcher ports = Pattern.compile("(\\d{1,5})(-(\\d{1,5}))?").matcher(range);
  if (ports.matches()) {
    first = Integer.parseInt(ports.group(1));
    last = ports.group(3) == null ? first : Integer.parseInt(ports.group(3));
  }
  if (!ports.matches() || first < 1 || last < first || last > 65535) {
    throw new IllegalArgumentException(
        "RANGE is a port from 1 to 65535, or a first and a last one such as 1-1024, and not '%s'"
            .formatted(range));
  }
}

int number(String option, Deque<String> words, int max) {
  String word = words.isEmpty() ? "" : words.remove();
  int number = word.matches("\\d{1,5}") ? Integer.parseInt(word) : 0;
  if (number < 1 || number > max) {
    throw new IllegalArgumentException(
        "%s is a whole number from 1 to %d, and not '%s'".formatted(option, max, word));
  }
  return number;
}
