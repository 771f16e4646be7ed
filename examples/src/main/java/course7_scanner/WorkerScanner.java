// Tries all 65,535 ports, a hundred at a time: WorkerScanner.java HOST 1 65535
// Workers share a queue of ports, so there are few tasks as well as few sockets. (J7.E4)
import static asyncio.Asyncio.*;

import asyncio.queue.Queue;
import java.net.ConnectException;

static final int WORKERS = 100;

void main(String[] arguments) {
  run(() -> scan(arguments[0], Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2])));
}

void scan(String host, int first, int last) {
  IO.println("Scanning " + host + "...");
  Queue<Integer> ports = new Queue<>(WORKERS);
  taskGroup(
      group -> {
        for (int i = 0; i < WORKERS; i++) {
          group.createTask(() -> work(host, ports));
        }
        for (int port = first; port <= last; port++) {
          ports.put(port); // waits while the queue is full
        }
        ports.shutdown();
      });
}

void work(String host, Queue<Integer> ports) throws IOException {
  for (int port : ports) {
    probe(host, port);
  }
}

void probe(String host, int port) throws IOException {
  try {
    waitFor(() -> openConnection(host, port), seconds(3)).close();
    IO.println("> " + host + ":" + port + " [OPEN]");
  } catch (ConnectException | TimeoutException closed) {
    return;
  }
}
