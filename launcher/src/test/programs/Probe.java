// What a program can do, for RunningTest: the first argument says what to do here.
import static asyncio.Asyncio.*;

import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;

void main(String[] arguments) {
  switch (arguments[0]) {
    case "hello" -> run(() -> IO.println("hello"));
    case "arguments" -> IO.println(List.of(arguments).subList(1, arguments.length));
    case "fail" -> fail();
    case "fail-in-task" -> run(this::fail);
    case "exit" -> run(() -> System.exit(Integer.parseInt(arguments[1])));
    case "debug" -> run(() -> IO.println(getRunningLoop().getDebug()));
    case "block" -> run(this::block);
    case "sockets" -> run(this::sockets);
    case "wait" -> run(this::waitForCtrlC);
  }
}

void fail() {
  throw new IllegalStateException("boom", new RuntimeException("its cause"));
}

void block() {
  gather(
      () -> {
        Thread.sleep(50);
        IO.println("was blocked");
      },
      () -> IO.println("goes on"));
}

/** The server answers only after another coroutine has run while the client was blocked. */
void sockets() throws IOException {
  CountDownLatch meanwhile = new CountDownLatch(1);
  try (ServerSocket server = new ServerSocket(0)) {
    gather(
        () -> {
          try (Socket client = new Socket("localhost", server.getLocalPort())) {
            IO.println(new String(client.getInputStream().readAllBytes()));
          }
        },
        () -> {
          try (Socket connection = server.accept()) {
            meanwhile.await();
            connection.getOutputStream().write("served".getBytes());
          }
        },
        () -> {
          IO.println("meanwhile");
          meanwhile.countDown();
        });
  }
}

void waitForCtrlC() {
  try {
    IO.println("waiting");
    sleep(minutes(5));
  } finally {
    sleep(millis(1)); // cleaning up may suspend
    IO.println("cleaned up");
  }
}
