// Open ports, and the status line of those that speak HTTP or HTTPS: StatusScanner.java HOST 1 1023
// A fourth argument names a PEM file with authorities to trust instead of the system's. (J7.E5)
import static asyncio.Asyncio.*;
import static java.nio.charset.StandardCharsets.US_ASCII;

import asyncio.stream.ConnectionOptions;
import asyncio.tls.TlsContext;
import java.net.ConnectException;
import java.nio.file.Path;

void main(String[] arguments) throws IOException {
  TlsContext trust =
      arguments.length > 3 ? TlsContext.forClient(Path.of(arguments[3])) : TlsContext.forClient();
  ConnectionOptions secure = ConnectionOptions.DEFAULT.withTls(trust);
  int first = Integer.parseInt(arguments[1]);
  int last = Integer.parseInt(arguments[2]);
  run(() -> scan(arguments[0], first, last, secure));
}

void scan(String host, int first, int last, ConnectionOptions secure) {
  IO.println("Scanning " + host + "...");
  taskGroup(
      group -> {
        for (int port : IntStream.rangeClosed(first, last).boxed().toList()) {
          group.createTask(() -> probe(host, port, secure));
        }
      });
}

void probe(String host, int port, ConnectionOptions secure) throws IOException {
  try {
    waitFor(() -> openConnection(host, port), seconds(3)).close();
  } catch (ConnectException | TimeoutException closed) {
    return;
  }
  String status = status(host, port, ConnectionOptions.DEFAULT);
  if (status.isEmpty()) {
    status = status(host, port, secure);
  }
  IO.println(("> " + host + ":" + port + " [OPEN] " + status).strip());
}

/** The status line, or nothing if the port does not speak so. */
String status(String host, int port, ConnectionOptions options) {
  try {
    return waitFor(() -> ask(host, port, options), seconds(3));
  } catch (TimeoutException e) {
    return "";
  }
}

String ask(String host, int port, ConnectionOptions options) {
  try (var connection = openConnection(host, port, options)) {
    connection.writer().send("HEAD / HTTP/1.1\r\nHost: " + host + "\r\n\r\n", US_ASCII);
    String line = connection.reader().readLine(US_ASCII);
    return line != null && line.startsWith("HTTP/") ? line : "";
  } catch (IOException e) {
    return "";
  }
}
