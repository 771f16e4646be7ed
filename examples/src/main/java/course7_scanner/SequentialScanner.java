// Tries one port after the other: SequentialScanner.java HOST 1 1023
// The three seconds that each silent port takes add up to 51 minutes. Scan only what you may scan.
// (J7.04, J7.05, J7.06, J7.07, J7.T01, J7.T05)
import static asyncio.Asyncio.*;

import java.net.ConnectException;

void main(String[] arguments) {
  run(() -> scan(arguments[0], Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2])));
}

void scan(String host, int first, int last) throws IOException {
  IO.println("Scanning " + host + "...");
  for (int port = first; port <= last; port++) {
    if (isOpen(host, port)) {
      IO.println("> " + host + ":" + port + " [OPEN]");
    }
  }
}

/** A closed port refuses, or swallows the attempt and says nothing: hence the limit. */
boolean isOpen(String host, int port) throws IOException {
  try {
    waitFor(() -> openConnection(host, port), seconds(3)).close();
    return true;
  } catch (ConnectException | TimeoutException e) {
    return false;
  }
}
