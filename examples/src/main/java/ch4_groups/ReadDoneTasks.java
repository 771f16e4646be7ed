// Three ways to read a finished task; a look at an unfinished one is an error. (L4.T16, N13)
import static asyncio.Asyncio.*;

import asyncio.task.InvalidStateError;
import asyncio.task.Task;

void main() {
  run(this::program);
}

void program() throws IOException {
  Task<String> good = createTask(() -> "a page");
  Task<String> bad = createTask(this::fail);
  Task<String> slow = createTask(() -> sleep(seconds(9), "a late page"));
  waitUntil(FIRST_EXCEPTION, List.of(good, bad, slow));

  IO.println("await and let it throw: " + good.await());
  try {
    IO.println(bad.await(IOException.class));
  } catch (IOException e) {
    IO.println("await and catch: " + e.getMessage());
  }
  IO.println("ask: " + good.exception() + ", " + bad.exception().getMessage());
  try {
    IO.println(slow.exception());
  } catch (InvalidStateError e) {
    IO.println("ask too early: refused");
  }
}

String fail() throws IOException {
  throw new IOException("no such page");
}
