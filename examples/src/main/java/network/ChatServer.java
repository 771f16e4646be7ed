// A chat for the terminal: ./asyncio ChatServer.java [PORT]
// Then, in other terminals: ./asyncio ChatClient.java, or nc 127.0.0.1 8899. The first line that a
// client sends is its nickname; what follows, everybody gets; /quit leaves.
//
// Nobody waits for anybody: what a member shall get goes into its own queue, from which a task of
// its own sends. A member that falls behind until its queue is full is dropped.
import static asyncio.Asyncio.*;
import static java.nio.charset.StandardCharsets.UTF_8;

import asyncio.net.Server;
import asyncio.queue.Queue;
import asyncio.queue.QueueFull;
import asyncio.stream.Connection;
import asyncio.stream.ServerOptions;
import asyncio.stream.StreamReader;
import asyncio.stream.StreamWriter;
import asyncio.task.Task;
import java.time.Duration;

static final int LONGEST_LINE = 1000;
static final int QUEUE_SIZE = 100;

/** By nickname. Tasks of one loop share it without a lock. */
final Map<String, Member> members = new TreeMap<>();

record Member(String name, Connection connection, Queue<String> outbox) {}

void main(String[] arguments) {
  int port = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 8899;
  run(() -> serve(port));
}

void serve(int port) throws IOException {
  ServerOptions options = ServerOptions.DEFAULT.withLimit(LONGEST_LINE);
  Server server = startServer(this::welcome, "127.0.0.1", port, options);
  IO.println("chat at 127.0.0.1:" + server.port());
  try {
    createFuture().await(); // until Ctrl-C
  } finally {
    sayGoodbye();
    server.stop(seconds(2));
  }
}

// ---- one member

void welcome(Connection connection) {
  try {
    String name = askForName(connection);
    if (name != null) {
      attend(new Member(name, connection, new Queue<>(QUEUE_SIZE)));
    }
  } catch (IOException e) {
    IO.println("lost at the door: " + e.getMessage());
  }
}

/** Null if the client has left instead. */
String askForName(Connection connection) throws IOException {
  StreamWriter writer = connection.writer();
  writer.send("* your nickname?\n", UTF_8);
  for (String name : connection.reader().lines(UTF_8)) {
    if (!name.matches("(?U)\\w{1,20}")) {
      writer.send("* a nickname has 1 to 20 letters and digits; another one?\n", UTF_8);
    } else if (members.containsKey(name)) {
      writer.send("* " + name + " is here already; another nickname?\n", UTF_8);
    } else {
      return name;
    }
  }
  return null;
}

void attend(Member member) {
  IO.println(member.name + " joins");
  members.put(member.name, member);
  announce("* " + member.name + " joins, here are " + String.join(", ", members.keySet()));
  try {
    taskGroup(
        group -> {
          Task<?> sending = group.createTask(() -> deliver(member));
          listen(member);
          sending.cancel();
        });
  } finally {
    IO.println(member.name + " leaves");
    members.remove(member.name, member);
    announce("* " + member.name + " leaves");
  }
}

/** Passes on what a member says, until it leaves. */
void listen(Member member) {
  StreamReader reader = member.connection.reader();
  try {
    for (String line = reader.readLine(UTF_8);
        line != null && !line.equals("/quit");
        line = reader.readLine(UTF_8)) {
      announce(member.name + ": " + printable(line));
      sleep(Duration.ZERO); // of lines that came together, each is sent on before the next
    }
  } catch (IOException e) {
    IO.println("lost " + member.name + ": " + e.getMessage()); // or its line has no end
  }
}

/** Whoever sends control characters could play tricks on the others' terminals. */
String printable(String line) {
  return line.replaceAll("\\p{Cntrl}", "?");
}

/** Sends a member what is for it, until the queue is shut down and empty. */
void deliver(Member member) {
  StreamWriter writer = member.connection.writer();
  try {
    for (String line : member.outbox) {
      writer.send(line + "\n", UTF_8); // only this task waits for a slow member
    }
    writer.close();
  } catch (IOException e) {
    // lost: who listens to it finds the same
  }
}

// ---- all members

/** Never waits. */
void announce(String line) {
  for (Member member : List.copyOf(members.values())) {
    try {
      member.outbox.putNowait(line);
    } catch (QueueFull e) {
      drop(member);
    }
  }
}

void drop(Member member) {
  IO.println(member.name + " is too slow");
  members.remove(member.name);
  member.connection.abort(); // who listens to it finds the end
}

/** Everybody gets what is in the queues still, if that takes no longer than the server may. */
void sayGoodbye() {
  announce("* the server stops");
  members.values().forEach(member -> member.outbox.shutdown());
  members.clear();
}
