// A blocking call of two seconds in a thread, beside a task that ticks for ever. (J3.28, L2.T14)
// The program ends all the same: run() cancels what is left.
import static asyncio.Asyncio.*;

void main() {
  run(this::program);
}

void program() {
  createTask(this::background);
  toThread(this::blockingTask);
}

void blockingTask() throws InterruptedException {
  IO.println("task is running");
  Thread.sleep(2000);
  IO.println("task is done");
}

void background() {
  while (true) {
    IO.println(">background task running");
    sleep(seconds(0.5));
  }
}
