// What futures refuse, and how they pass on a failure. (L2.T08, L2.T09, N05)
import static asyncio.Asyncio.*;

import asyncio.task.Future;
import asyncio.task.InvalidStateError;

void main() {
  run(this::program);
}

void program() {
  Future<Integer> future = createFuture();
  try {
    future.result();
  } catch (InvalidStateError e) {
    IO.println("no result yet");
  }

  future.setException(new IOException("no answer"));
  IO.println("done: " + future.done());
  try {
    future.await(IOException.class);
  } catch (IOException e) {
    IO.println("awaiting throws: " + e.getMessage());
  }

  try {
    future.setResult(42);
  } catch (InvalidStateError e) {
    IO.println("completed already");
  }
}
