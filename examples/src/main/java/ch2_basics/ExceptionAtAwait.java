// A task's failure waits for whoever awaits the task. (L2.T19)
import static asyncio.Asyncio.*;

import asyncio.task.Task;

void main() {
  run(this::program);
}

void program() {
  Task<String> task = createTask(this::readPage);
  sleep(seconds(2));
  IO.println("the task failed meanwhile: " + task.done());
  try {
    task.await(IOException.class);
  } catch (IOException e) {
    IO.println("seen where it is awaited: " + e.getMessage());
  }
}

String readPage() throws IOException {
  sleep(seconds(1));
  throw new IOException("no such page");
}
