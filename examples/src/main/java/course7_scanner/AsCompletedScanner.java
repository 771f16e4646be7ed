// Tries all ports at once, and reports as the answers come: AsCompletedScanner.java HOST 1 1023
// A plain for-each takes them; each says which port it is about. (J7.12, J7.13, J7.14, J7.15,
// J7.T04)
import static asyncio.Asyncio.*;

import asyncio.task.Coroutine;
import java.net.ConnectException;

record Probe(int port, boolean open) {}

void main(String[] arguments) {
  run(() -> scan(arguments[0], Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2])));
}

void scan(String host, int first, int last) {
  IO.println("Scanning " + host + "...");
  List<Coroutine<Probe>> probes = new ArrayList<>();
  for (int port : IntStream.rangeClosed(first, last).boxed().toList()) {
    probes.add(() -> probe(host, port));
  }
  for (var done : asCompleted(probes)) {
    Probe probe = done.result();
    if (probe.open) {
      IO.println("> " + host + ":" + probe.port + " [OPEN]");
    }
  }
}

Probe probe(String host, int port) throws IOException {
  try {
    waitFor(() -> openConnection(host, port), seconds(3)).close();
    return new Probe(port, true);
  } catch (ConnectException | TimeoutException e) {
    return new Probe(port, false);
  }
}
