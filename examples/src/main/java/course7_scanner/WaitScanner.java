// Tries all ports at once, and waits for all of them: WaitScanner.java HOST 1 1023
// The name of a task says which port it is about. (J7.E3)
import static asyncio.Asyncio.*;

import asyncio.task.Task;
import java.net.ConnectException;

void main(String[] arguments) {
  run(() -> scan(arguments[0], Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2])));
}

void scan(String host, int first, int last) {
  IO.println("Scanning " + host + "...");
  List<Task<Boolean>> probes = new ArrayList<>();
  for (int port : IntStream.rangeClosed(first, last).boxed().toList()) {
    probes.add(createTask(host + ":" + port, () -> isOpen(host, port)));
  }
  waitUntil(ALL_COMPLETED, probes);
  for (Task<Boolean> probe : probes) {
    if (probe.result()) {
      IO.println("> " + probe.getName() + " [OPEN]");
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
