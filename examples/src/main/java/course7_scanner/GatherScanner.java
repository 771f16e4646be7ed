// Tries all ports at once, and reports in their order at the end: GatherScanner.java HOST 1 1023
// (J7.08, J7.09, J7.10, J7.11)
import static asyncio.Asyncio.*;

import asyncio.task.Coroutine;
import java.net.ConnectException;

void main(String[] arguments) {
  run(() -> scan(arguments[0], Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2])));
}

void scan(String host, int first, int last) {
  IO.println("Scanning " + host + "...");
  List<Integer> ports = IntStream.rangeClosed(first, last).boxed().toList();
  List<Coroutine<Boolean>> probes = new ArrayList<>();
  for (int port : ports) {
    probes.add(() -> isOpen(host, port));
  }
  List<Boolean> results = gather(probes);
  for (int i = 0; i < results.size(); i++) {
    if (results.get(i)) {
      IO.println("> " + host + ":" + ports.get(i) + " [OPEN]");
    }
  }
}

boolean isOpen(String host, int port) throws IOException {
  try {
    waitFor(() -> openConnection(host, port), seconds(3)).close();
    return true;
  } catch (ConnectException | TimeoutException e) {
    return false;
  }
}
