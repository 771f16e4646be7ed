// Asks several web servers at once, over TLS, for a page, and prints the first line that each
// answers: ./asyncio PageStatus.java [URL...] (J6.12, J6.13, J6.27, J6.E1, J6.T06)
// HTTP is spoken by hand: a stream is only bytes, and the rest is the program's own job.
import static asyncio.Asyncio.*;
import static java.nio.charset.StandardCharsets.US_ASCII;

import asyncio.stream.Connection;
import asyncio.stream.ConnectionOptions;
import asyncio.task.Coroutine;
import java.net.URI;

static final List<String> SITES =
    List.of(
        "https://www.python.org/",
        "https://openjdk.org/",
        "https://www.wikipedia.org/",
        "https://www.debian.org/",
        "https://maven.apache.org/",
        "https://www.ietf.org/",
        "https://kernel.org/",
        "https://www.gnu.org/",
        "https://curl.se/",
        "https://www.eclipse.org/");

void main(String[] arguments) {
  List<String> sites = arguments.length > 0 ? List.of(arguments) : SITES;
  run(() -> printStatuses(sites));
}

/** In the order of the sites; it takes as long as the slowest. */
void printStatuses(List<String> sites) {
  List<Coroutine<String>> requests =
      sites.stream().map(site -> (Coroutine<String>) () -> status(URI.create(site))).toList();
  List<String> statuses = gather(requests);
  for (int i = 0; i < sites.size(); i++) {
    IO.println(sites.get(i) + ": " + statuses.get(i));
  }
}

String status(URI site) {
  try (Connection connection = connect(site)) {
    connection
        .writer()
        .send(
            "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
                .formatted(path(site), site.getAuthority()),
            US_ASCII);
    return timeout(seconds(10), () -> connection.reader().readLine(US_ASCII));
  } catch (Exception e) {
    return "failed: " + e.getMessage();
  }
}

/** Port 80, or TLS at port 443; the server has proven its name when this returns. */
Connection connect(URI site) throws IOException {
  boolean secure = site.getScheme().equals("https");
  int port = site.getPort() >= 0 ? site.getPort() : secure ? 443 : 80;
  ConnectionOptions options = ConnectionOptions.DEFAULT;
  return openConnection(site.getHost(), port, secure ? options.withTls() : options);
}

String path(URI site) {
  return site.getRawPath().isEmpty() ? "/" : site.getRawPath();
}
