// A readers-writer lock, built from a condition: many read at the same time, and who writes is
// alone.
// A writer who waits keeps new readers out, else they could keep it waiting for ever.
import static asyncio.Asyncio.*;

import asyncio.sync.Condition;
import asyncio.task.CancelledError;

void main() {
  run(this::program);
}

void program() {
  ReadersWriter lock = new ReadersWriter();
  gather(
      () -> read(lock, "reader 1", 0, 3),
      () -> read(lock, "reader 2", 0, 3),
      () -> write(lock, "writer 1", 1, 2),
      () -> read(lock, "reader 3", 2, 3), // waits: a writer came before it
      () -> giveUpWriting(lock, "writer 2", 6),
      () -> read(lock, "reader 4", 6.5, 2)); // waits for writer 2 only as long as that one waits
}

void read(ReadersWriter lock, String name, double start, double duration) {
  sleep(seconds(start));
  try (var _ = lock.read()) {
    use(name, duration);
  }
}

void write(ReadersWriter lock, String name, double start, double duration) {
  sleep(seconds(start));
  try (var _ = lock.write()) {
    use(name, duration);
  }
}

void use(String name, double duration) {
  IO.println(name + " begins");
  sleep(seconds(duration));
  IO.println(name + " ends");
}

void giveUpWriting(ReadersWriter lock, String name, double start) {
  try {
    timeout(seconds(start + 1), () -> write(lock, name, start, 1));
  } catch (TimeoutException e) {
    IO.println(name + " gives up");
  }
}

/** What is held until it is closed, without a checked exception. */
interface Holding extends AutoCloseable {
  @Override
  void close();
}

static class ReadersWriter {

  private final Condition condition = new Condition();
  private int readers;
  private int waitingWriters;
  private boolean writing;

  Holding read() {
    try (var _ = condition.hold()) {
      condition.waitFor(() -> !writing && waitingWriters == 0);
      readers++;
    }
    return this::endReading;
  }

  private void endReading() {
    readers--;
    notifyLater();
  }

  Holding write() {
    try (var _ = condition.hold()) {
      waitingWriters++;
      try {
        condition.waitFor(() -> !writing && readers == 0);
        writing = true;
      } catch (CancelledError cancelled) {
        condition.notifyEveryone(); // readers waited for this one
        throw cancelled;
      } finally {
        waitingWriters--;
      }
    }
    return this::endWriting;
  }

  private void endWriting() {
    writing = false;
    notifyLater();
  }

  /**
   * In a task of its own, for a cancelled holder must let go, too, and hold() would let it down.
   */
  private void notifyLater() {
    createTask(
        () -> {
          try (var _ = condition.hold()) {
            condition.notifyEveryone();
          }
        });
  }
}
