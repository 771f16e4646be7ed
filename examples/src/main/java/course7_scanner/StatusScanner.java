// Open ports, and the status of those that speak HTTP or HTTPS: StatusScanner.java HOST 1 1023
// A fourth argument names a PEM file with authorities to trust instead of the system's. (J7.E5)
import static asyncio.Asyncio.*;

import asyncio.http.client.ClientResponse;
import asyncio.http.client.ClientSession;
import asyncio.tls.TlsContext;
import java.net.ConnectException;
import java.nio.file.Path;

void main(String[] arguments) throws IOException {
  TlsContext trust =
      arguments.length > 3 ? TlsContext.forClient(Path.of(arguments[3])) : TlsContext.forClient();
  int first = Integer.parseInt(arguments[1]);
  int last = Integer.parseInt(arguments[2]);
  run(() -> scan(arguments[0], first, last, trust));
}

void scan(String host, int first, int last, TlsContext trust) {
  IO.println("Scanning " + host + "...");
  try (ClientSession session =
      ClientSession.builder().tls(trust).timeouts(limits -> limits.withTotal(seconds(3))).build()) {
    taskGroup(
        group -> {
          for (int port : IntStream.rangeClosed(first, last).boxed().toList()) {
            group.createTask(() -> probe(session, host, port));
          }
        });
  }
}

void probe(ClientSession session, String host, int port) throws IOException {
  try {
    waitFor(() -> openConnection(host, port), seconds(3)).close();
  } catch (ConnectException | TimeoutException closed) {
    return;
  }
  String place = host + ":" + port;
  String status = status(session, "http://" + place);
  if (status.isEmpty()) {
    status = status(session, "https://" + place);
  }
  IO.println(("> " + place + " [OPEN] " + status).strip());
}

/** Where a redirect leads is another question. Nothing if the port does not speak so. */
String status(ClientSession session, String url) {
  try (ClientResponse response = session.request("HEAD", url).followRedirects(false).send()) {
    return response.status() + " " + response.reason();
  } catch (IOException | TimeoutException e) {
    return "";
  }
}
