// A coroutine may decline: it catches the cancellation and returns normally. (J2.22)
import static asyncio.Asyncio.*;

import asyncio.task.CancelledError;
import asyncio.task.Task;

void main() {
  run(this::program);
}

void program() {
  Task<String> task = createTask(this::stubborn);
  sleep(seconds(0.5));
  IO.println("cancel returned " + task.cancel());
  IO.println("the result is " + task.await());
  IO.println("cancelled is " + task.cancelled());
}

String stubborn() {
  try {
    sleep(seconds(1));
    return "undisturbed";
  } catch (CancelledError e) {
    return "no, thanks";
  }
}
