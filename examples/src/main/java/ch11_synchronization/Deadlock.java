// Two tasks take two locks in opposite order, and each waits for what the other one holds. A limit
// of time gets them out; the same order for everyone keeps them from it. (J1.T08)
import static asyncio.Asyncio.*;

import asyncio.sync.Lock;

final Lock pen = new Lock();
final Lock paper = new Lock();

void main() {
  run(this::program);
}

void program() {
  gather(() -> tryToWrite("Ann", pen, paper), () -> tryToWrite("Ben", paper, pen));
  gather(() -> tryToWrite("Cem", pen, paper), () -> tryToWrite("Dan", pen, paper));
}

void tryToWrite(String name, Lock first, Lock second) {
  try {
    timeout(seconds(10), () -> write(name, first, second));
  } catch (TimeoutException e) {
    IO.println(name + " gives up");
  }
}

void write(String name, Lock first, Lock second) {
  try (var _ = first.hold()) {
    sleep(seconds(1)); // time enough for the other one to take its first lock
    try (var _ = second.hold()) {
      IO.println(name + " writes");
    }
  }
}
