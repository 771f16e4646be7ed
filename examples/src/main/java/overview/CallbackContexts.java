// Each callback runs once, in order, with the context in force when it was added; and through the
// loop, never inside setResult. (N05, N06)
import static asyncio.Asyncio.*;

import asyncio.context.ContextVar;
import asyncio.task.Future;

static final ContextVar<String> MODE = ContextVar.of("mode", "default");

void main() {
  run(this::program);
}

void program() {
  Future<Integer> future = createFuture();
  MODE.set("one");
  future.addDoneCallback(done -> IO.println("first callback, mode " + MODE.get()));
  MODE.set("two");
  future.addDoneCallback(done -> IO.println("second callback, mode " + MODE.get()));
  MODE.set("three");
  future.setResult(42);
  IO.println("result set, mode " + MODE.get());
  sleep(seconds(0));
}
