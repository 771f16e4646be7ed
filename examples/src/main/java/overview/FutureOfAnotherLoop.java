// A future belongs to one loop; awaiting it in another one is an error. (N.T09)
import static asyncio.Asyncio.*;

import asyncio.task.EventLoop;
import asyncio.task.Future;

void main() {
  try (EventLoop other = newEventLoop()) {
    Future<String> foreign = other.createFuture();
    run(() -> tryToAwait(foreign));
  }
}

void tryToAwait(Future<String> foreign) {
  try {
    IO.println(foreign.await());
  } catch (IllegalStateException e) {
    IO.println("refused: it belongs to another loop");
  }
}
