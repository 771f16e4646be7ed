// What programs typically do, in little time: ./asyncio runs it once and the JVM remembers which
// classes that took, so that programs start faster.
import static asyncio.Asyncio.*;
import static java.nio.charset.StandardCharsets.UTF_8;

import asyncio.net.Server;
import asyncio.stream.StreamReader;
import asyncio.stream.StreamWriter;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeoutException;

record Answer(String from, long number) {}

sealed interface Shape permits Circle, Square {}

record Circle(double radius) implements Shape {}

record Square(double side) implements Shape {}

void main(String[] arguments) {
  run(
      () -> {
        IO.println("results: " + gather(() -> ask("a", 1), () -> ask("b", 2)));
        group();
        timeouts();
        sockets();
        System.out.printf("%.2f %s%n", area(new Circle(2)), area(new Square(arguments.length)));
      });
}

Answer ask(String name, long number) {
  sleep(millis(number));
  return new Answer(name, number);
}

void group() {
  taskGroup(
      group -> {
        var waiting = group.createTask(() -> ask("c", 3));
        var blocking = group.createTask(() -> toThread(() -> List.of(1, 2, 3)));
        IO.println(waiting.await() + " and " + blocking.await().stream().map(i -> i * 2).toList());
      });
}

void timeouts() {
  try {
    waitFor(() -> ask("late", 1000), millis(2));
  } catch (TimeoutException e) {
    IO.println("late: " + e.getMessage());
  }
}

void sockets() throws IOException {
  try (Server server = startServer(this::echo, "127.0.0.1", 0)) {
    int port = ((InetSocketAddress) server.addresses().getFirst()).getPort();
    try (var connection = openConnection("127.0.0.1", port)) {
      connection.writer().send("hello\n", UTF_8);
      IO.println("echo: " + connection.reader().readLine(UTF_8));
    }
  }
}

void echo(StreamReader reader, StreamWriter writer) throws IOException {
  for (byte[] line : reader) {
    writer.send(line);
  }
}

double area(Shape shape) {
  return switch (shape) {
    case Circle(double radius) -> Math.PI * radius * radius;
    case Square(double side) -> side * side;
  };
}
