// Five tasks wait for an event, which lets all of them go. (J5.18)
import static asyncio.Asyncio.*;

import asyncio.sync.Event;
import asyncio.task.Task;

final Event event = new Event();

void main() {
  run(this::program);
}

void program() {
  List<Task<?>> tasks = new ArrayList<>();
  for (int i = 0; i < 5; i++) {
    int number = i;
    tasks.add(createTask(() -> task(number)));
  }
  IO.println("Main suspending...");
  sleep(seconds(0)); // lets the tasks begin to wait
  IO.println("Main setting the event");
  event.set();
  waitUntil(ALL_COMPLETED, tasks);
}

void task(int number) {
  event.await();
  double value = (number + 1) * 7 % 11 / 10.0; // looks random, and is the same each time
  sleep(seconds(value));
  IO.println("Task " + number + " got " + value);
}
